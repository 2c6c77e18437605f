//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::objects::value::name;
use crate::engine::part::Part;

super::rule! {
    /// A binding refers to something that cannot be bound.
    ///
    /// ## Why it matters
    /// A binding joins a Role or ClusterRole with users, groups and ServiceAccounts. Anything else, or the right
    /// kind in the wrong API group, is refused by the API server.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata:
    ///   name: readers
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: ClusterRole
    ///   name: view
    /// subjects:
    ///   - apiGroup: rbac.authorization.k8s.io
    ///     kind: ServiceAccount
    ///     name: default
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata:
    ///   name: readers
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: ClusterRole
    ///   name: view
    /// subjects:
    ///   - kind: ServiceAccount
    ///     name: default
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/rbac/validation`: `ValidateRoleBinding`, `ValidateClusterRoleBinding`, `validateRoleBindingSubject`
    "rbac-reference", Error, Part(&["RoleRef", "Subject"], check)
}

const RBAC: &str = "rbac.authorization.k8s.io";

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    let cluster = match part.root().type_name() {
        "ClusterRoleBinding" => true,
        "RoleBinding" => false,
        // A flow schema has subjects, too.
        _ => return,
    };
    match part.type_name() {
        "RoleRef" => role(part, cluster, out),
        _ => subject(part, out),
    }
}

fn role(role: &Part<'_>, cluster: bool, out: &mut Vec<Finding>) {
    group(role, RBAC, out);
    let kind = role.text("kind");
    let known = kind.is_empty() || kind == "ClusterRole" || (kind == "Role" && !cluster);
    if !known {
        let kinds = if cluster { "a `ClusterRole`" } else { "a `Role` or a `ClusterRole`" };
        out.push(role.finding("kind", format!("`{kind}` cannot be bound here")).help(format!("The API server takes {kinds} only.")));
    }
}

fn subject(subject: &Part<'_>, out: &mut Vec<Finding>) {
    if subject.has("name") && subject.is_empty("name") {
        out.push(subject.finding("name", "`name` is empty").help("The API server asks whom the role is given to."));
    }
    match subject.text("kind") {
        "ServiceAccount" => {
            group(subject, "", out);
            let account = subject.text("name");
            if !account.is_empty() && !name::is_dns1123_subdomain(account) {
                let finding = subject.finding("name", format!("`{account}` cannot be the name of a ServiceAccount"));
                out.push(finding.help("The API server takes lower-case letters, digits, `-` and `.`, and no namespace before it."));
            }
        }
        "User" | "Group" => group(subject, RBAC, out),
        "" => {}
        kind => out.push(
            subject
                .finding("kind", format!("A `{kind}` cannot be given a role"))
                .help("The API server takes `User`, `Group` and `ServiceAccount`, spelt exactly so."),
        ),
    }
}

/// An absent group is defaulted to the right one.
fn group(part: &Part<'_>, wanted: &str, out: &mut Vec<Finding>) {
    let written = part.text("apiGroup");
    if written.is_empty() || written == wanted {
        return;
    }
    let finding = part.finding("apiGroup", format!("`{}` is not in the API group `{written}`", part.text("kind")));
    let finding = finding.help(if wanted.is_empty() { "ServiceAccounts are in the core group: remove `apiGroup`." } else { "Roles, users and groups are in `rbac.authorization.k8s.io`." });
    out.push(match part.value("apiGroup") {
        Some(node) if wanted.is_empty() => finding.safe_fix("Name the core group", part.place(node), "\"\""),
        Some(node) => finding.safe_fix(format!("Write `{wanted}`"), part.place(node), wanted),
        None => finding,
    });
}
