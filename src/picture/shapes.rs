//! Outlines of boxes, one for each family, and icons, one for each kind that is often seen.

use super::round;

/// The outline of a family's box.
pub(super) fn outline(family: &str, w: f32, h: f32) -> String {
    let shape = |d: String| format!(r#"<path class="box" d="{d}"/>"#);
    let (width, height) = (round(w), round(h));
    match family {
        // A sign that points to where it goes on.
        "entry" => shape(format!(
            "M8 0H{}L{width} {}L{0} {height}H8a8 8 0 0 1-8-8V8a8 8 0 0 1 8-8z",
            round(w - 14.0),
            round(h / 2.0)
        )),
        "service" => format!(r#"<rect class="box" width="{width}" height="{height}" rx="{}"/>"#, round(h / 2.0)),
        // Several, one behind the other.
        "workload" => format!(
            r#"<path class="box behind" d="M6 -4H{}a6 6 0 0 1 6 6V{}"/><rect class="box" width="{width}" height="{height}" rx="6"/>"#,
            round(w - 2.0),
            round(h - 6.0)
        ),
        // A sheet with a folded corner.
        "config" => shape(format!(
            "M4 0H{}L{width} 14V{}a4 4 0 0 1-4 4H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4zM{}  0V14H{width}",
            round(w - 14.0),
            round(h - 4.0),
            round(w - 14.0)
        )),
        // A drum.
        "storage" => shape(format!(
            "M0 7C0 -2 {width} -2 {width} 7V{0}C{width} {1} 0 {1} 0 {0}zM0 7C0 16 {width} 16 {width} 7",
            round(h - 7.0),
            round(h + 2.0)
        )),
        // Cut corners.
        "policy" => {
            shape(format!("M12 0H{0}L{width} 12V{1}L{0} {height}H12L0 {1}V12z", round(w - 12.0), round(h - 12.0)))
        }
        // Two corners round, two not.
        "access" => format!(
            r#"<path class="box" d="M18 0H{width}V{}a18 18 0 0 1-18 18H0V18a18 18 0 0 1 18-18z"/>"#,
            round(h - 18.0)
        ),
        _ => format!(r#"<rect class="box" width="{width}" height="{height}" rx="2"/>"#),
    }
}

/// What is not in the set.
pub(super) const UNKNOWN: &str =
    "M9 1.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15zM6.6 7.2a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1 .8-1 1.6M9 13.2v.4";

/// The icon of a kind: lines on a field of 18 by 18.
pub(super) fn icon(kind: &str) -> &'static str {
    match kind {
        // A door with an arrow into it.
        "Ingress" | "Gateway" | "HTTPRoute" => "M8 2.5H15.5V15.5H8M1.5 9H11M7.5 5.5L11 9L7.5 12.5",
        // One place, three ways.
        "Service" | "EndpointSlice" => {
            "M3.5 6.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 1 0 0-4.4M5.7 9H15M5.2 7.6L14 3M5.2 10.4L14 15"
        }
        // Sheets, one above the other.
        "Deployment" | "ReplicaSet" | "ReplicationController" => {
            "M9 2L16 5.5L9 9L2 5.5zM2 9L9 12.5L16 9M2 12.5L9 16L16 12.5"
        }
        // Numbered drums.
        "StatefulSet" => {
            "M2.5 4.5C2.5 1.5 15.5 1.5 15.5 4.5V13.5C15.5 16.5 2.5 16.5 2.5 13.5zM2.5 4.5C2.5 7.5 15.5 7.5 15.5 4.5M2.5 9C2.5 12 15.5 12 15.5 9"
        }
        // One on each node.
        "DaemonSet" => "M2 2H7.5V7.5H2zM10.5 2H16V7.5H10.5zM2 10.5H7.5V16H2zM10.5 10.5H16V16H10.5z",
        // Done when it is done.
        "Job" => "M2.5 2.5H15.5V15.5H2.5zM5.5 9L8 11.5L12.5 6.5",
        // A clock.
        "CronJob" => "M9 1.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15zM9 4.5V9L12 11",
        // A die.
        "Pod" => "M9 1.5L15.5 5V13L9 16.5L2.5 13V5zM2.5 5L9 8.5L15.5 5M9 8.5V16.5",
        // A list of settings.
        "ConfigMap" => "M3 1.5H15V16.5H3zM5.5 5.5H12.5M5.5 9H12.5M5.5 12.5H9.5",
        // A lock.
        "Secret" => "M3 8H15V16.5H3zM5.5 8V5.5a3.5 3.5 0 0 1 7 0V8M9 11.5V13.5",
        // A drum.
        "PersistentVolumeClaim" | "PersistentVolume" | "StorageClass" => {
            "M2.5 4.5C2.5 1.5 15.5 1.5 15.5 4.5V13.5C15.5 16.5 2.5 16.5 2.5 13.5zM2.5 4.5C2.5 7.5 15.5 7.5 15.5 4.5"
        }
        // More and fewer.
        "HorizontalPodAutoscaler" => "M5.5 16V2.5M2 6L5.5 2.5L9 6M12.5 2V15.5M9 12L12.5 15.5L16 12",
        // A shield.
        "PodDisruptionBudget" => "M9 1.5L15.5 4V9C15.5 13 12.5 15.5 9 16.5C5.5 15.5 2.5 13 2.5 9V4z",
        // A wall.
        "NetworkPolicy" => "M2 3H16V15H2zM2 7H16M2 11H16M9 3V7M5.5 7V11M12.5 7V11M9 11V15",
        // Somebody.
        "ServiceAccount" => "M9 2a3.3 3.3 0 1 0 0 6.6a3.3 3.3 0 1 0 0-6.6M2.5 16C3 8.8 15 8.8 15.5 16z",
        // What is allowed.
        "Role" | "ClusterRole" | "RoleBinding" | "ClusterRoleBinding" => {
            "M6 6a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M8.5 7.2L14.5 1.8M11.5 4.5L14 7"
        }
        _ => "M2.5 2.5H15.5V15.5H2.5z",
    }
}
