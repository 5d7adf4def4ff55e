//! Code as a file of its own, fetched when it is first needed.
//!
//! A file that cannot be fetched is an error to show, not a panic. Few files and no more: what several of them share
//! becomes a file for each combination of them.

/// An async function whose body is a file of its own in a release; its result comes back within a `Result` of the
/// fetching. `preload` names a function that only fetches.
macro_rules! on_demand {
    ($vis:vis fn $name:ident($($arg:ident: $type:ty)?) -> $out:ty, preload $preload:ident $body:block) => {
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split(
            $name,
            wasm_split_path = leptos::wasm_split,
            fallible,
            preload($preload)
        )]
        #[allow(unused_braces, reason = "a body of one expression is a body all the same")]
        $vis fn $name($($arg: $type)?) -> Result<$out, leptos::wasm_split::SplitLoaderError> {
            Ok($body)
        }

        #[cfg(not(feature = "split"))]
        #[allow(unused_braces, reason = "a body of one expression is a body all the same")]
        $vis async fn $name($($arg: $type)?) -> Result<$out, leptos::wasm_split::SplitLoaderError> {
            Ok($body)
        }

        #[cfg(not(feature = "split"))]
        #[allow(dead_code, reason = "what is small is not fetched ahead")]
        async fn $preload() -> Result<(), leptos::wasm_split::SplitLoaderError> {
            Ok(())
        }
    };
}
pub(crate) use on_demand;
