//! Handlers and routes.
use kernel::Routes;

/// All routes of the module.
pub fn routes() -> Routes {
    Routes::new()
}
