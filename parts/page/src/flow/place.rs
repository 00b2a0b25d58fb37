//! Where the parts of a drawn state machine go.
//!
//! Layers from top to bottom: states stand in the even ones, labels of transitions in the odd ones between, so that no
//! label can lie on another thing. A transition that leads back is laid out as if it led forward, then drawn upward. What
//! crosses a layer has an empty place there. Within a layer the order follows the average place of the neighbours.

use super::{FlowKind, FlowState, FlowTransition};
use std::collections::BTreeMap;

const GAP: i32 = 18;
const BETWEEN: i32 = 28;
const LINE: i32 = 18;
const MARGIN: i32 = 12;

/// What is drawn at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    State(FlowKind),
    Label,
}

/// One thing in its place: middle, size and text.
#[derive(Clone, Debug)]
pub struct Placed {
    pub kind: Kind,
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
    pub lines: Vec<String>,
}

/// One stretch of a transition.
#[derive(Clone, Debug)]
pub struct Line {
    pub path: String,
    pub back: bool,
    pub arrow: bool,
}

/// The whole drawing.
#[derive(Clone, Debug)]
pub struct Drawing {
    pub nodes: Vec<Placed>,
    pub lines: Vec<Line>,
    pub width: i32,
    pub height: i32,
}

struct Node {
    /// `None` is an empty place that a line runs through.
    kind: Option<Kind>,
    layer: usize,
    lines: Vec<String>,
    width: i32,
    x: i32,
}

struct Edge {
    upper: usize,
    lower: usize,
    back: bool,
    /// The arrow is at this stretch.
    arrow: bool,
}

pub fn place(states: &[FlowState<'_>], transitions: &[FlowTransition<'_>]) -> Drawing {
    let (mut nodes, edges) = graph(states, transitions);
    let mut layers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate() {
        layers.entry(node.layer).or_default().push(index);
    }
    let mut layers: Vec<Vec<usize>> = layers.into_values().collect();
    order(&mut layers, &edges, nodes.len());
    spread(&mut nodes, &layers, &edges);
    straighten(&mut nodes, &layers, &edges);
    draw(&nodes, &layers, &edges)
}

/// States and transitions as nodes in layers, joined by edges that each cross one layer border.
fn graph(states: &[FlowState<'_>], transitions: &[FlowTransition<'_>]) -> (Vec<Node>, Vec<Edge>) {
    let index = |id: &str| states.iter().position(|state| state.id == id);
    let known: Vec<(usize, usize, &FlowTransition<'_>)> = transitions
        .iter()
        .filter_map(|transition| Some((index(&transition.from)?, index(&transition.to)?, transition)))
        .collect();
    let pairs: Vec<(usize, usize)> = known.iter().map(|(from, to, _)| (*from, *to)).collect();
    let back = backward(states.len(), &pairs);
    let depth = depths(states.len(), &pairs, &back);

    let mut nodes: Vec<Node> = states
        .iter()
        .zip(&depth)
        .enumerate()
        .map(|(place, (state, depth))| {
            let mut lines = wrap(&state.label, 20);
            let stays = known.iter().filter(|(from, to, _)| *from == place && *to == place);
            lines.extend(stays.flat_map(|(_, _, transition)| wrap(&format!("↻ {}", transition.label), 24)));
            Node {
                kind: Some(Kind::State(state.kind)),
                layer: depth * 2,
                width: width(&lines, 28).max(90),
                lines,
                x: 0,
            }
        })
        .collect();
    let mut edges = Vec::new();
    for ((from, to, transition), back) in known.iter().zip(&back) {
        if from == to {
            continue;
        }
        let (upper, lower) = if *back { (*to, *from) } else { (*from, *to) };
        let layer_of = |state: usize| depth.get(state).copied().unwrap_or(0) * 2;
        let (first, last) = (layer_of(upper), layer_of(lower));
        // The label stands next to the state that the transition leaves.
        let label_layer = if *back { last - 1 } else { first + 1 };
        let mut above = upper;
        for layer in first + 1..last {
            let label = layer == label_layer;
            let lines = if label { wrap(&transition.label, 18) } else { Vec::new() };
            let width = if label { width(&lines, 12) } else { 4 };
            nodes.push(Node { kind: label.then_some(Kind::Label), layer, lines, width, x: 0 });
            let here = nodes.len() - 1;
            edges.push(Edge { upper: above, lower: here, back: *back, arrow: *back && above == upper });
            above = here;
        }
        edges.push(Edge { upper: above, lower, back: *back, arrow: !*back });
    }
    (nodes, edges)
}

/// Which transitions close a circle: found by walking from the first state in the given order.
fn backward(count: usize, pairs: &[(usize, usize)]) -> Vec<bool> {
    let mut back = vec![false; pairs.len()];
    let mut state = vec![0_u8; count]; // 0 unseen, 1 on the way, 2 done
    for root in 0..count {
        if state.get(root) != Some(&0) {
            continue;
        }
        let mut way: Vec<(usize, usize)> = vec![(root, 0)];
        set(&mut state, root, 1);
        while let Some((here, next)) = way.pop() {
            let found = pairs.iter().enumerate().skip(next).find(|(_, (from, _))| *from == here);
            let Some((number, (_, to))) = found else {
                set(&mut state, here, 2);
                continue;
            };
            way.push((here, number + 1));
            match state.get(*to) {
                Some(0) => {
                    set(&mut state, *to, 1);
                    way.push((*to, 0));
                }
                Some(1) => set(&mut back, number, true),
                Some(_) | None => {}
            }
        }
    }
    back
}

fn set<T>(list: &mut [T], place: usize, value: T) {
    if let Some(slot) = list.get_mut(place) {
        *slot = value;
    }
}

/// Longest way to each state along transitions that lead forward.
fn depths(count: usize, pairs: &[(usize, usize)], back: &[bool]) -> Vec<usize> {
    let mut depth = vec![0_usize; count];
    for _ in 0..count {
        let mut moved = false;
        for ((from, to), back) in pairs.iter().zip(back) {
            if from == to {
                continue;
            }
            let (upper, lower) = if *back { (*to, *from) } else { (*from, *to) };
            let least = depth.get(upper).copied().unwrap_or(0) + 1;
            if depth.get(lower).is_some_and(|depth| *depth < least) {
                set(&mut depth, lower, least);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    depth
}

/// Sorts each layer by the average place of its neighbours, downward and upward in turns.
fn order(layers: &mut [Vec<usize>], edges: &[Edge], count: usize) {
    for turn in 0..12 {
        let down = turn % 2 == 0;
        let mut rank = vec![0_usize; count];
        let numbers: Vec<usize> = if down { (0..layers.len()).collect() } else { (0..layers.len()).rev().collect() };
        for number in numbers {
            let Some(layer) = layers.get_mut(number) else { continue };
            let mut keyed: Vec<(u64, usize, usize)> = layer
                .iter()
                .enumerate()
                .map(|(place, node)| {
                    let neighbours: Vec<usize> = edges
                        .iter()
                        .filter_map(|edge| match down {
                            true => (edge.lower == *node).then_some(edge.upper),
                            false => (edge.upper == *node).then_some(edge.lower),
                        })
                        .filter_map(|other| rank.get(other).copied())
                        .collect();
                    let own = u64::try_from(place).unwrap_or(0) * 1000;
                    let sum = u64::try_from(neighbours.iter().sum::<usize>()).unwrap_or(0) * 1000;
                    let key = sum.checked_div(u64::try_from(neighbours.len()).unwrap_or(0)).unwrap_or(own);
                    (key, place, *node)
                })
                .collect();
            keyed.sort_unstable();
            *layer = keyed.iter().map(|(_, _, node)| *node).collect();
            for (place, node) in layer.iter().enumerate() {
                set(&mut rank, *node, place);
            }
        }
    }
}

/// Gives every node its place across: near its neighbours, never upon the next one.
fn spread(nodes: &mut [Node], layers: &[Vec<usize>], edges: &[Edge]) {
    for layer in layers {
        let mut left = 0;
        for node in layer.iter().copied() {
            let half = half_of(nodes, node);
            if let Some(node) = nodes.get_mut(node) {
                node.x = left + half;
            }
            left += 2 * half + GAP;
        }
        for node in layer.iter().copied() {
            if let Some(node) = nodes.get_mut(node) {
                node.x -= (left - GAP) / 2;
            }
        }
    }
    for turn in 0..60 {
        let numbers: Vec<usize> =
            if turn % 2 == 0 { (0..layers.len()).collect() } else { (0..layers.len()).rev().collect() };
        for layer in numbers.into_iter().filter_map(|number| layers.get(number)) {
            let wanted: Vec<i32> = layer.iter().map(|node| wanted(nodes, edges, *node)).collect();
            let mut from_left = Vec::with_capacity(layer.len());
            let mut edge = i32::MIN / 4;
            for (node, want) in layer.iter().zip(&wanted) {
                let half = half_of(nodes, *node);
                let x = (*want).max(edge + half);
                edge = x + half + GAP;
                from_left.push(x);
            }
            let mut from_right = Vec::with_capacity(layer.len());
            let mut edge = i32::MAX / 4;
            for (node, want) in layer.iter().zip(&wanted).rev() {
                let half = half_of(nodes, *node);
                let x = (*want).min(edge - half);
                edge = x - half - GAP;
                from_right.push(x);
            }
            for (node, (left, right)) in layer.iter().zip(from_left.iter().zip(from_right.iter().rev())) {
                if let Some(node) = nodes.get_mut(*node) {
                    node.x = (left + right) / 2;
                }
            }
        }
    }
}

/// Puts the empty places of a long way below (or above) its label as far as their neighbours leave room, then moves the
/// whole drawing to its margin.
fn straighten(nodes: &mut [Node], layers: &[Vec<usize>], edges: &[Edge]) {
    for back in [false, true] {
        let numbers: Vec<usize> = if back { (0..layers.len()).rev().collect() } else { (0..layers.len()).collect() };
        for layer in numbers.into_iter().filter_map(|number| layers.get(number)) {
            for (place, node) in layer.iter().copied().enumerate() {
                if nodes.get(node).is_none_or(|node| node.kind.is_some()) {
                    continue;
                }
                let joined =
                    edges.iter().find(|edge| edge.back == back && node == if back { edge.upper } else { edge.lower });
                let towards = joined.and_then(|edge| nodes.get(if back { edge.lower } else { edge.upper }));
                let Some(Node { kind: None | Some(Kind::Label), x: want, .. }) = towards else { continue };
                let half = half_of(nodes, node);
                let side = |other: Option<&usize>| other.and_then(|other| nodes.get(*other));
                let least = side(place.checked_sub(1).and_then(|left| layer.get(left)))
                    .map_or(i32::MIN / 4, |left| left.x + left.width / 2 + GAP + half);
                let most =
                    side(layer.get(place + 1)).map_or(i32::MAX / 4, |right| right.x - right.width / 2 - GAP - half);
                let x = (*want).min(most).max(least);
                if let Some(node) = nodes.get_mut(node) {
                    node.x = x;
                }
            }
        }
    }
    let least = nodes.iter().map(|node| node.x - node.width / 2).min().unwrap_or(0);
    for node in nodes {
        node.x += MARGIN - least;
    }
}

/// Where on a node's edge a line begins or ends: the lines of one side share its width in the order of their other ends.
fn port(nodes: &[Node], edges: &[Edge], number: usize, at_upper: bool) -> i32 {
    let end = |edge: &Edge| if at_upper { (edge.upper, edge.lower) } else { (edge.lower, edge.upper) };
    let Some((here, _)) = edges.get(number).map(end) else { return 0 };
    let Some(node) = nodes.get(here) else { return 0 };
    let mut sharing: Vec<(i32, usize)> = edges
        .iter()
        .enumerate()
        .filter(|(_, edge)| end(edge).0 == here)
        .map(|(number, edge)| (nodes.get(end(edge).1).map_or(0, |other| other.x), number))
        .collect();
    sharing.sort_unstable();
    let place = sharing.iter().position(|(_, other)| *other == number).and_then(|place| i32::try_from(place).ok());
    let count = i32::try_from(sharing.len()).unwrap_or(1);
    let step = ((node.width - 40).max(0) / count.max(1)).min(28);
    node.x + (2 * place.unwrap_or(0) - (count - 1)) * step / 2
}

fn half_of(nodes: &[Node], node: usize) -> i32 {
    nodes.get(node).map_or(0, |node| node.width / 2)
}

/// The place that a node's neighbours pull it to. Lines pull harder than states: long ways stay straight.
fn wanted(nodes: &[Node], edges: &[Edge], node: usize) -> i32 {
    let is_state = |node: &Node| matches!(node.kind, Some(Kind::State(_)));
    let Some(own) = nodes.get(node) else { return 0 };
    let (mut sum, mut weights) = (0, 0);
    for edge in edges {
        let other = if edge.upper == node {
            edge.lower
        } else if edge.lower == node {
            edge.upper
        } else {
            continue;
        };
        let Some(other) = nodes.get(other) else { continue };
        let weight = if is_state(own) || is_state(other) { 1 } else { 8 };
        sum += other.x * weight;
        weights += weight;
    }
    sum.checked_div(weights).unwrap_or(own.x)
}

fn draw(nodes: &[Node], layers: &[Vec<usize>], edges: &[Edge]) -> Drawing {
    // Top and bottom of the layer that each node stands in: lines bend only between layers.
    let mut reach = vec![(0, 0); nodes.len()];
    let mut top = MARGIN;
    for layer in layers {
        let height = layer.iter().filter_map(|node| nodes.get(*node)).map(height_of).max().unwrap_or(0).max(LINE);
        for node in layer {
            set(&mut reach, *node, (top, top + height));
        }
        top += height + BETWEEN;
    }
    let reach_of = |node: usize| reach.get(node).copied().unwrap_or_default();
    let middle_of = |node: usize| (reach_of(node).0 + reach_of(node).1) / 2;
    let placed = nodes.iter().enumerate().filter_map(|(place, node)| {
        let kind = node.kind?;
        let lines = node.lines.clone();
        Some(Placed { kind, x: node.x, y: middle_of(place), width: node.width, height: height_of(node), lines })
    });
    let lines = edges.iter().enumerate().filter_map(|(number, edge)| {
        let (upper, lower) = (nodes.get(edge.upper)?, nodes.get(edge.lower)?);
        let (above, below) = (reach_of(edge.upper).1, reach_of(edge.lower).0);
        // An empty place is crossed as a whole by the line that enters it from above.
        let end =
            if lower.kind.is_none() { reach_of(edge.lower).1 } else { middle_of(edge.lower) - height_of(lower) / 2 };
        let start = if upper.kind.is_none() { above } else { middle_of(edge.upper) + height_of(upper) / 2 };
        let bend = (above + below) / 2;
        let (a, b) = (port(nodes, edges, number, true), port(nodes, edges, number, false));
        // A stretch of no length would turn the arrow.
        let straight = |from: i32, to: i32| if from == to { String::new() } else { format!("V{to}") };
        let path = if edge.back {
            let (first, last) = (straight(end, below), straight(above, start));
            format!("M{b} {end}{first}C{b} {bend} {a} {bend} {a} {above}{last}")
        } else {
            let (first, last) = (straight(start, above), straight(below, end));
            format!("M{a} {start}{first}C{a} {bend} {b} {bend} {b} {below}{last}")
        };
        Some(Line { path, back: edge.back, arrow: edge.arrow })
    });
    let right = nodes.iter().map(|node| node.x + node.width / 2).max().unwrap_or(0);
    Drawing { nodes: placed.collect(), lines: lines.collect(), width: right + MARGIN, height: top - BETWEEN + MARGIN }
}

fn height_of(node: &Node) -> i32 {
    let lines = i32::try_from(node.lines.len()).unwrap_or(1) * LINE;
    match node.kind {
        Some(Kind::State(_)) => lines + 20,
        Some(Kind::Label) => lines + 4,
        None => 0,
    }
}

/// Breaks a label at blanks into lines of about `most` letters.
fn wrap(label: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Width of the widest line: letters of the drawing are at most 8 units wide on average.
fn width(lines: &[String], margin: i32) -> i32 {
    let letters = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    i32::try_from(letters).unwrap_or(i32::MAX / 16) * 8 + margin
}
