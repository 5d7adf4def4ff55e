//! Bytes of a first visit.
//!
//! Counted are index.html, every file of ours it refers to, and of the pieces of words named in the `data-first`
//! attribute of the element `words` those of the language that is largest. What is loaded on demand or prefetched
//! when the page is idle is not part of it.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};

use crate::{
    build::WORDS,
    page, words,
    workspace::{Outcome, Workspace, read, read_text},
};

/// Bytes in brotli that a first visit may take.
const BUDGET: usize = 150_000;
/// The pieces of words of a first visit, where the page does not name them.
const FIRST_PIECES: &str = "core express";

struct Weight {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table; the sum in brotli.
pub(crate) fn report(workspace: &Workspace) -> Outcome<usize> {
    let dist = workspace.dist();
    let html = read_text(&dist.join("index.html"))?;
    let mut weights = vec![weigh(workspace, "index.html")?];
    for file in page::references(&html) {
        weights.push(weigh(workspace, &file)?);
    }
    weights.extend(largest_language(workspace, &html)?);
    weights.push(Weight {
        name: "first visit".into(),
        raw: weights.iter().map(|weight| weight.raw).sum(),
        gzip: weights.iter().map(|weight| weight.gzip).sum(),
        brotli: weights.iter().map(|weight| weight.brotli).sum(),
    });
    let width = weights
        .iter()
        .map(|weight| weight.name.len())
        .max()
        .unwrap_or_default();
    println!(
        "{:width$} {:>10} {:>10} {:>10}",
        "", "raw", "gzip", "brotli"
    );
    for weight in &weights {
        println!(
            "{:width$} {:>10} {:>10} {:>10}",
            weight.name,
            grouped(weight.raw),
            grouped(weight.gzip),
            grouped(weight.brotli)
        );
    }
    Ok(weights.last().map_or(0, |sum| sum.brotli))
}

/// Prints the table and holds its sum against the budget.
pub(crate) fn within_budget(workspace: &Workspace) -> Outcome {
    let sum = report(workspace)?;
    if sum > BUDGET {
        return Err(format!(
            "a first visit takes {} bytes in brotli, the budget is {}",
            grouped(sum),
            grouped(BUDGET)
        ));
    }
    println!(
        "{} bytes below the budget of {}",
        grouped(BUDGET - sum),
        grouped(BUDGET)
    );
    Ok(())
}

fn largest_language(workspace: &Workspace, html: &str) -> Outcome<Vec<Weight>> {
    let attribute = |name| page::attribute_of(html, WORDS, name);
    let folder = attribute("content").ok_or("dist/index.html names no folder of words")?;
    let first = attribute("data-first").unwrap_or_else(|| FIRST_PIECES.to_owned());
    let mut largest: Vec<Weight> = Vec::new();
    for language in words::LANGUAGES {
        let weights = first
            .split_whitespace()
            .map(|piece| weigh(workspace, &format!("{folder}/{language}.{piece}.json")))
            .collect::<Outcome<Vec<Weight>>>()?;
        let sum = |weights: &[Weight]| weights.iter().map(|weight| weight.brotli).sum::<usize>();
        if sum(&weights) > sum(&largest) {
            largest = weights;
        }
    }
    Ok(largest)
}

fn weigh(workspace: &Workspace, name: &str) -> Outcome<Weight> {
    let content = read(&workspace.dist().join(name))?;
    Ok(Weight {
        name: name.to_owned(),
        raw: content.len(),
        gzip: gzip(&content)?.len(),
        brotli: brotli(&content, 11)?.len(),
    })
}

fn gzip(content: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(content)
        .and_then(|()| encoder.finish())
        .map_err(|error| format!("gzip: {error}"))
}

/// Compresses with brotli; quality 11 is what a host does ahead of time, 5 what one does on the fly.
pub(crate) fn brotli(content: &[u8], quality: i32) -> Outcome<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &parameters)
        .map_err(|error| format!("brotli: {error}"))?;
    Ok(packed)
}

/// A number with its thousands set apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(150_000), "150,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
