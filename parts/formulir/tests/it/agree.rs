//! Our judgement and that of a validator of JSON Schema that others wrote are the same.

use formulir::{Answers, Choices, Form, PREFIX};
use proptest::prelude::*;
use serde_json::json;
use time::macros::date;

use crate::made::{Dice, answers, form, typed};

fn theirs(form: &Form) -> jsonschema::Validator {
    let schema = form.schema();
    assert!(jsonschema::meta::is_valid(&schema), "{schema}");
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

fn anywhere() -> Choices {
    Choices::on(date!(2026 - 11 - 22))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn on_what_comes_as_json(seed: u64) {
        let mut dice = Dice(seed);
        let form = form(&mut dice);
        let validator = theirs(&form);
        for _ in 0..40 {
            let sent = answers(&mut dice, &form);
            let ours = form.accept(&sent, &anywhere());
            let verdict = validator.is_valid(&sent);
            prop_assert_eq!(ours.is_ok(), verdict, "{} {:?} {} {:?}", sent, ours, form.schema(), validator.iter_errors(&sent).map(|e| e.to_string()).collect::<Vec<_>>());
            if let Ok(answers) = ours {
                prop_assert!(form.check(&answers, &anywhere()).is_empty(), "{}", sent);
                prop_assert_eq!(form.kept(&answers).json(), answers.json());
            }
        }
    }

    #[test]
    fn on_what_is_typed_into_pages(seed: u64) {
        let mut dice = Dice(seed);
        let form = form(&mut dice);
        let validator = theirs(&form);
        for _ in 0..20 {
            let mut draft = Answers::default();
            for (step, page) in form.steps.iter().enumerate() {
                let mut pairs = vec![];
                for field in page.fields() {
                    typed(&mut dice, field, PREFIX, &mut pairs);
                }
                draft = form.read(step, &draft, &pairs);
            }
            let faults = form.check(&draft, &anywhere());
            let kept = form.kept(&draft).json();
            let errors = validator.iter_errors(&kept).map(|e| e.to_string()).collect::<Vec<_>>();
            prop_assert_eq!(faults.is_empty(), errors.is_empty(), "{} {:?} {:?} {}", kept, faults, errors, form.schema());
            // What is shown has a place for each fault, and nothing breaks.
            for (step, _) in form.steps.iter().enumerate() {
                let faults = form.check_step(step, &draft, &anywhere());
                let html = form.render(step, &draft, &faults, &anywhere()).into_string();
                for fault in faults {
                    let id = format!("id=\"{}\"", page::control_id(&fault.control()));
                    prop_assert!(html.contains(&id), "{:?} has no place in {}", fault, html);
                }
            }
            prop_assert!(form.summary(&draft, &anywhere()).iter().all(|(label, value)| !label.is_empty() && !value.is_empty()));
        }
    }

    #[test]
    fn a_form_is_read_back_as_it_was_written(seed: u64) {
        let form = form(&mut Dice(seed));
        let document = form.document();
        prop_assert_eq!(&Form::parse(&document).unwrap(), &form);
        prop_assert!(!form.schema().to_string().contains("\"x-"));
        prop_assert!(form.changes_since(&form).is_empty());
        let other = crate::made::form(&mut Dice(seed.wrapping_add(1)));
        prop_assert_eq!(form.changes_since(&other).is_empty(), form == other);
    }

    #[test]
    fn strange_pairs_break_nothing(seed: u64, names in proptest::collection::vec("i\\.(f[0-3]|f[0-3]\\.[0-9]{1,20}(\\.d[0-2])?(\\.[0-9])?|\\.|f0\\.\\.)", 0..12), value in ".{0,12}") {
        let form = form(&mut Dice(seed));
        let mut pairs: Vec<(String, String)> = names.iter().map(|name| (name.clone(), value.clone())).collect();
        for button in ["_tambah", "_hapus"] {
            for name in names.iter().take(2) {
                pairs.push((button.to_owned(), name.clone()));
                let mut answers = form.read(0, &Answers::from_json(json!({ "f0": 1, "f1": [1], "f2": { "a": [] } })), &pairs);
                let next = form.next(0, &mut answers, &pairs, &anywhere());
                prop_assert_eq!(next, formulir::Next::Again);
                let _ = form.render(0, &answers, &[], &anywhere());
            }
        }
    }
}
