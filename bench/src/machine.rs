//! The machine that measured: nothing that names it.

/// Cores, processor, memory and system, in one line.
pub fn describe() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let after = |text: &str, name: &str| -> Option<String> {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once([':', '='])?.1.trim().trim_matches('"').to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = after(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| "unknown processor".into());
    let memory = after(&read("/proc/meminfo"), "MemTotal")
        .and_then(|text| text.trim_end_matches("kB").trim().parse::<u64>().ok())
        .map_or("unknown".into(), |kib| format!("{:.0} GiB", kib as f64 / 1024.0 / 1024.0));
    let system = after(&read("/etc/os-release"), "PRETTY_NAME").unwrap_or_else(|| "Linux".into());
    format!("{cores} cores ({processor}), {memory} memory, {system}")
}
