//! What is *computed* from a plan: pure functions of plan and catalogue. Same input, same output.

pub mod actions;
pub mod angle;
pub mod benchmark;
pub mod checks;
pub mod fit;
pub mod forecast;
pub mod goal;
pub mod kpi;
pub mod mcda;
pub mod overlay;
pub mod planner;
pub mod portfolio;
pub mod reality;
pub mod recommend;
pub mod score;
pub mod sure;
pub mod useful;
pub mod value;
pub mod whatif;
pub mod wheel;
