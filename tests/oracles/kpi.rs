//! KPI maths.
