//! Languages, text keys, placeholders, plurals.
