//! STAGE 5, facts → findings: every sentence about a problem is below this folder.
//!
//! A rule is one file. Its doc comment is its page; the first YAML fence of it must fire the rule
//! and no other error, the second must stay quiet: a test runs both.

use super::finding::{DocumentView, Finding, ObjectView};
use super::part::Part;
use super::schema::{self, TypeId};
use crate::protocol::Severity;
use std::sync::LazyLock;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id, the file's name with `-`.
    pub id: &'static str,
    /// How bad what it finds is.
    pub severity: Severity,
    /// Its page, in Markdown.
    pub docs: &'static str,
    /// What it looks at.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Check {
    /// A document by itself.
    Document(fn(&DocumentView<'_>, &mut Vec<Finding>)),
    /// The parts of an object that are of these types, by themselves.
    Part(&'static [&'static str], PartCheck),
    /// An object among all others.
    Object(fn(&ObjectView<'_>, &mut Vec<Finding>)),
}

impl Rule {
    /// The first sentence of its page.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.docs.trim_start().lines().next().unwrap_or("")
    }

    /// The rule's page without the blank that a doc comment leaves before each line.
    #[must_use]
    pub fn markdown(&self) -> String {
        self.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }
}

/// What a rule does with a part.
pub type PartCheck = fn(&Part<'_>, &mut Vec<Finding>);

/// The rules about parts of a type.
pub fn about(ty: TypeId) -> impl Iterator<Item = (&'static Rule, PartCheck)> {
    static BY_TYPE: LazyLock<Vec<Vec<(&'static Rule, PartCheck)>>> = LazyLock::new(by_type);
    BY_TYPE.get(ty.index()).map(Vec::as_slice).unwrap_or_default().iter().copied()
}

fn by_type() -> Vec<Vec<(&'static Rule, PartCheck)>> {
    let rules = |name: &str| {
        let about = |rule: &'static Rule| match rule.check {
            Check::Part(types, check) if types.contains(&name) => Some((rule, check)),
            _ => None,
        };
        ALL.iter().filter_map(about).collect()
    };
    schema::type_names().map(rules).collect()
}

/// Declares `RULE` from a doc comment, an id, a severity and a check.
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $id:literal, $severity:ident, $scope:ident($($check:tt)+)) => {
        $(#[doc = $doc])+
        pub const RULE: $crate::engine::rules::Rule = $crate::engine::rules::Rule {
            id: $id,
            severity: $crate::protocol::Severity::$severity,
            // Pages are made by native programs: the worker does without their text.
            docs: if cfg!(feature = "cli") { concat!($($doc, "\n"),+) } else { "" },
            check: $crate::engine::rules::Check::$scope($($check)+),
        };
    };
}
use rule;

macro_rules! rules {
    ($($name:ident)*) => {
        $(pub mod $name;)*
        /// All rules, sorted.
        pub static ALL: &[Rule] = &[$($name::RULE),*];
    };
}

rules! {
    address_port_missing
    autoscaler_fixed_replicas
    autoscaler_without_requests
    bounds_reversed
    browser_address
    budget_allows_nothing
    claim_source
    claim_source_dropped
    cluster_scoped_namespace
    config_data
    custom_resource
    deadline_too_short
    definition_group
    definition_name
    definition_schema
    definition_storage
    deprecated_api
    deprecated_field
    docker_config
    duplicate_env
    duplicate_item
    duplicate_key
    duplicate_name
    duplicate_object
    empty_value
    endpoint_address
    field_conflict
    field_needed
    guards_nothing
    host_port
    ignored_text
    ingress_backend_missing
    ingress_class_twice
    ingress_path
    ingress_path_twice
    ingress_port_missing
    invalid_base64
    invalid_field_ref
    invalid_finalizer
    invalid_label
    invalid_name
    invalid_path
    invalid_quantity
    invalid_resource
    invalid_schedule
    invalid_selector
    invalid_time
    limit_range_order
    liveness_port_unresolved
    missing_field
    missing_key
    missing_object
    missing_type
    mount_overlap
    mount_without_volume
    namespace_missing
    nesting_limit
    network_exception
    node_port_range
    node_port_taken
    not_one_of
    number_out_of_range
    one_of
    padded_image
    pod_annotation
    pod_resources
    port_out_of_range
    priority_class_reserved
    probe_port_unresolved
    quantity_out_of_range
    quota_resource
    rbac_reference
    removed_api
    replacement_character
    request_above_limit
    review_version
    rewritten_key
    rollout_stuck
    secret_type_keys
    selector_overlap
    selector_template_mismatch
    service_annotation
    service_mixes_workloads
    service_selects_nothing
    stateful_service_not_headless
    target_port_unresolved
    too_many_items
    two_controllers
    unknown_field
    unknown_kind
    value_malformed
    value_out_of_range
    volume_source
    wrong_restart_policy
    wrong_type
    yaml_syntax
}
