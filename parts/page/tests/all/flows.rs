use crate::seen::{Seen, seen, words};
use page::{FlowKind, FlowState, FlowTransition, flow_diagram, flow_svg};

fn machine(states: &[&'static str], pairs: &[(&'static str, &'static str)]) -> maud::Markup {
    let states: Vec<_> = states
        .iter()
        .map(|id| FlowState { id: (*id).into(), label: format!("Keadaan {id}").into(), kind: FlowKind::Middle })
        .collect();
    let transitions: Vec<_> = pairs
        .iter()
        .map(|(from, to)| FlowTransition {
            from: (*from).into(),
            to: (*to).into(),
            label: format!("Dari {from} ke {to}").into(),
            ..FlowTransition::default()
        })
        .collect();
    flow_svg("alur", "Mesin", &states, &transitions)
}

/// Left, top, right and bottom of every box.
fn boxes(page: &Seen) -> Vec<[i32; 4]> {
    let number = |element: &scraper::ElementRef<'_>, name| element.attr(name).unwrap().parse::<i32>().unwrap();
    page.all("g > rect")
        .iter()
        .map(|element| {
            let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| number(element, name));
            [x, y, x + width, y + height]
        })
        .collect()
}

fn check(states: &[&'static str], pairs: &[(&'static str, &'static str)]) -> Seen {
    let markup = machine(states, pairs);
    assert_eq!(markup.0, machine(states, pairs).0, "the same every time");
    let page = seen(&markup);
    let view = page.one("svg").attr("viewBox").unwrap().to_owned();
    let size: Vec<i32> = view.split(' ').map(|part| part.parse().unwrap()).collect();
    let found = boxes(&page);
    for (number, [left, top, right, bottom]) in found.iter().enumerate() {
        assert!(*left >= 0 && *top >= 0 && *right <= size[2] && *bottom <= size[3], "{states:?}: outside the drawing");
        for [other_left, other_top, other_right, other_bottom] in &found[number + 1..] {
            let apart = right <= other_left || other_right <= left || bottom <= other_top || other_bottom <= top;
            assert!(apart, "{states:?}: boxes lie on each other");
        }
    }
    page
}

#[test]
fn nothing_lies_on_anything_else() {
    let page = check(&["a"], &[]);
    assert_eq!(page.count(".alur__keadaan"), 1);
    check(&["a", "b", "c"], &[("a", "b"), ("b", "c")]);
    let page = check(&["a", "b", "c"], &[("a", "b"), ("b", "a"), ("b", "c"), ("c", "a"), ("a", "c")]);
    assert_eq!(page.count(".alur__label"), 5);
    assert!(page.count(".alur__garis--kembali") >= 4, "ways back are dashed");
    check(
        &["a", "b", "c", "d", "e"],
        &[("a", "b"), ("a", "c"), ("a", "d"), ("a", "e"), ("b", "e"), ("c", "e"), ("d", "e")],
    );
    check(&["a", "b", "c", "d"], &[("c", "d"), ("d", "c")]);
    let states = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let every: Vec<_> = states.iter().flat_map(|from| states.iter().map(move |to| (*from, *to))).collect();
    let page = check(&states, &every);
    assert_eq!(page.count(".alur__label"), 56);
    check(&["a", "b"], &[("a", "b"), ("a", "b"), ("a", "b")]);
}

#[test]
fn every_transition_ends_in_one_arrow() {
    let page = check(&["a", "b", "c"], &[("a", "b"), ("b", "c"), ("a", "c"), ("c", "a")]);
    assert_eq!(page.count("path[marker-end]"), 4);
}

#[test]
fn odd_machines_are_drawn_too() {
    let nothing = flow_svg("alur", "Mesin", &[], &[]);
    assert_eq!(seen(&nothing).count("svg"), 1);
    let page = check(&["a", "b"], &[("a", "a"), ("a", "hilang"), ("hilang", "b")]);
    assert_eq!(page.count(".alur__label"), 0, "states that are not there are left out");
    assert!(words(page.all(".alur__keadaan")[0]).contains("↻ Dari a ke a"), "what stays is said in the state");
}

#[test]
fn the_table_says_the_same() {
    let states = [
        FlowState { id: "draf".into(), label: "Draf".into(), kind: FlowKind::Start },
        FlowState { id: "terbit".into(), label: "Terbit".into(), kind: FlowKind::End },
    ];
    let terbitkan = FlowTransition {
        from: "draf".into(),
        to: "terbit".into(),
        label: "Terbitkan".into(),
        note: "Penanda tangan".into(),
    };
    let page = seen(&flow_diagram("alur", "Naskah", &states, std::slice::from_ref(&terbitkan)));
    assert_eq!(words(page.one("tbody tr")), "Draf Terbitkan Terbit Penanda tangan");
    assert_eq!(page.one(".alur__gulir").attr("tabindex"), Some("0"), "what scrolls can be reached by keyboard");
    let plain = FlowTransition { note: "".into(), ..terbitkan };
    let page = seen(&flow_diagram("alur", "Naskah", &states, &[plain]));
    assert_eq!(page.count("thead th"), 3);
}
