//! JSON as a value: what a plan keeps of fields it does not know. Reading and writing its text is
//! [`crate::codec::json`].

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, its text exactly as written, so that one not understood is not rounded either.
    Number(String),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Named values.
    Object(Object),
}

impl Value {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number from 0 on, written without fraction and exponent.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The whole number, written without fraction and exponent.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The named values.
    #[must_use]
    pub const fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(map) => Some(map),
            _ => None,
        }
    }

    /// The named values, to change.
    #[must_use]
    pub const fn as_object_mut(&mut self) -> Option<&mut Object> {
        match self {
            Self::Object(map) => Some(map),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number.to_string())
    }
}

/// Named values in the order they came. Two are equal when they hold the same, in whatever order.
#[derive(Debug, Clone, Default)]
pub struct Object {
    list: Vec<(String, Value)>,
}

impl Object {
    /// No values.
    #[must_use]
    pub const fn new() -> Self {
        Self { list: Vec::new() }
    }

    /// How many.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The value of that name; of a name there twice, as only a text from outside has, the last.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let mut entries = self.list.iter().rev();
        entries.find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// The value of that name, to change.
    #[must_use]
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let mut entries = self.list.iter_mut().rev();
        entries.find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// Every value with its name, in the order they came.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.list.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Puts a value under a name, in the place of the one there or at the end.
    pub fn insert(&mut self, name: String, value: Value) {
        match self.get_mut(&name) {
            Some(place) => *place = value,
            None => self.push(name, value),
        }
    }

    /// Puts a value at the end; the name is known not to be there, or the last of a name counts.
    pub fn push(&mut self, name: String, value: Value) {
        self.list.push((name, value));
    }

    /// Takes a name away.
    pub fn remove(&mut self, name: &str) {
        self.list.retain(|(n, _)| n != name);
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Eq for Object {}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_equal_in_any_order_and_only_then() {
        let of = |names: &[&str]| {
            let mut object = Object::new();
            for name in names {
                object.insert((*name).to_owned(), Value::from(*name));
            }
            object
        };
        assert_eq!(of(&["a", "b"]), of(&["b", "a"]));
        assert_ne!(of(&["a", "b"]), of(&["a"]));
        assert_ne!(of(&["a", "b"]), of(&["a", "c"]));
        let mut changed = of(&["a", "b"]);
        changed.insert("a".to_owned(), Value::Null);
        assert_eq!(changed.iter().next(), Some(("a", &Value::Null)));
        changed.remove("a");
        assert_eq!(changed, of(&["b"]));
    }
}
