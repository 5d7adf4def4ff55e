//! Leaf components: typed props in, callbacks out; none knows the store.

pub mod chart;
pub mod choices;
pub mod copy_field;
pub mod figure_field;
pub mod figures;
pub mod kpi_card;
pub mod notice;
pub mod number_field;
pub mod points;
pub mod section;
pub mod segments;
pub mod select_field;
pub mod slider;
pub mod wheel;
