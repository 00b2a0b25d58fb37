//! Counters for `/metrik` in the Prometheus text format. Nothing in them tells of a person.
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// Upper bounds of the duration histogram, in milliseconds.
const BOUNDS: [u64; 9] = [5, 10, 25, 50, 100, 250, 500, 1000, 5000];

/// Counters of this process since its start.
#[derive(Debug, Default)]
pub struct Metrics {
    by_class: [AtomicU64; 6],
    buckets: [AtomicU64; 10],
    millis: AtomicU64,
    faults: AtomicU64,
}

impl Metrics {
    pub(crate) fn answered(&self, status: u16, took: std::time::Duration) {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if let Some(counter) = self.by_class.get(usize::from(status / 100)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        let bucket = BOUNDS.iter().position(|&bound| millis <= bound).unwrap_or(BOUNDS.len());
        if let Some(counter) = self.buckets.get(bucket) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        self.millis.fetch_add(millis, Ordering::Relaxed);
    }

    pub(crate) fn fault(&self) {
        self.faults.fetch_add(1, Ordering::Relaxed);
    }

    /// Answers that were our fault (500) since the start; tests expect none.
    pub fn faults(&self) -> u64 {
        self.faults.load(Ordering::Relaxed)
    }

    /// Prometheus text, with gauges read by the caller: name, help and value.
    pub fn text(&self, gauges: &[(&str, &str, i64)]) -> String {
        let mut out = String::new();
        out.push_str("# HELP pendopo_http_responses_total Answers by class of status.\n# TYPE pendopo_http_responses_total counter\n");
        for (class, counter) in self.by_class.iter().enumerate().skip(1) {
            let _ = writeln!(
                out,
                "pendopo_http_responses_total{{class=\"{class}xx\"}} {}",
                counter.load(Ordering::Relaxed)
            );
        }
        out.push_str("# HELP pendopo_http_duration_milliseconds Time to answer.\n# TYPE pendopo_http_duration_milliseconds histogram\n");
        let mut sum = 0;
        for (counter, bound) in
            self.buckets.iter().zip(BOUNDS.iter().map(ToString::to_string).chain(["+Inf".to_owned()]))
        {
            sum += counter.load(Ordering::Relaxed);
            let _ = writeln!(out, "pendopo_http_duration_milliseconds_bucket{{le=\"{bound}\"}} {sum}");
        }
        let _ = writeln!(out, "pendopo_http_duration_milliseconds_sum {}", self.millis.load(Ordering::Relaxed));
        let _ = writeln!(out, "pendopo_http_duration_milliseconds_count {sum}");
        let _ = writeln!(
            out,
            "# HELP pendopo_faults_total Faults of the program.\n# TYPE pendopo_faults_total counter\npendopo_faults_total {}",
            self.faults()
        );
        for (name, help, value) in gauges {
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
        }
        out
    }
}
