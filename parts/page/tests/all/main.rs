//! Components as a browser reads them: found by selector and by the text that a person reads.

#[cfg(test)]
mod charts;
#[cfg(test)]
mod controls;
#[cfg(test)]
mod differences;
#[cfg(test)]
mod flows;
#[cfg(test)]
mod links;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod safety;
#[cfg(test)]
mod seen;
#[cfg(test)]
mod served;
#[cfg(test)]
mod tables;
