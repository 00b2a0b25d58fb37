//! Numbers of letters as people type them.

/// The form in which numbers are compared: capitals, no white space, dots between digits kept. Empty for nothing to compare.
pub fn kunci(nomor: &str) -> String {
    nomor.chars().filter(|huruf| !huruf.is_whitespace() && !huruf.is_control()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::kunci;

    #[test]
    fn a_number_is_found_however_it_is_typed() {
        let table = [
            ("500.12.6/17/DISKOMINFO/2026", "500.12.6/17/DISKOMINFO/2026"),
            (" 500.12.6 / 17 / Diskominfo / 2026 ", "500.12.6/17/DISKOMINFO/2026"),
            ("\t\n", ""),
        ];
        for (typed, key) in table {
            assert_eq!(kunci(typed), key);
        }
    }
}
