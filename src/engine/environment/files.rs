//! What volumes put into a container.
//!
//! Source: `makeMounts`; `pkg/volume/{configmap,secret,projected,downwardapi}` (`MakePayload`, `collectData`); the
//! account's token by `plugin/pkg/admission/serviceaccount`. Runtimes mount shorter paths first, so a deeper mount
//! lies over what a shorter one has there.

use super::expand::expand;
use super::fields::account;
use super::sources::Store;
use super::{File, Mount, Scene, Trouble, Value};
use crate::engine::objects::{ObjectId, Typed};
use crate::engine::yaml::Walk;
use crate::protocol::Place;
use crate::route;

/// Where the account's token is mounted unless something else is.
const TOKEN: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// The mounts of a container, by path.
pub(super) fn mounts(
    scene: &Scene<'_>,
    known: impl Fn(&str) -> Option<Value> + Copy,
    troubles: &mut Vec<Trouble>,
) -> Vec<Mount> {
    let walk = scene.walk(&scene.container.route);
    let volumes = scene.walk(&route![scene.pods.spec_route; "volumes"]).items();
    let mut out = Vec::new();
    for at in walk.key("volumeMounts").items() {
        let volume = volumes.iter().find(|v| v.key("name").text() == at.key("name").text());
        let claim = || is_template_claim(scene, at.key("name").text());
        let content = match volume {
            Some(volume) => content(scene, volume, troubles),
            None if claim() => Content::opaque("a claim of each pod's own"),
            None => Content::opaque("a volume that is not there"),
        };
        out.push(mount(scene, &at, content, known));
    }
    out.extend(token(scene, &out));
    out.sort_by(|a, b| a.path.cmp(&b.path));
    hide(&mut out);
    out
}

fn is_template_claim(scene: &Scene<'_>, name: &str) -> bool {
    let Typed::StatefulSet(set) = &scene.at.object.typed else { return false };
    set.spec.volume_claim_templates.iter().flatten().any(|c| c.metadata.name.as_deref() == Some(name))
}

/// What a volume holds.
struct Content {
    what: String,
    files: Vec<File>,
    complete: bool,
    updates: &'static str,
}

const FOLLOWS: &str = "a change arrives within about a minute, in the file and not in the process";
pub(super) const NEVER_SUB_PATH: &str = "a change never arrives: a subPath is a copy made at the start";
const NEVER: &str = "it never changes: the source is immutable";
const LIVE: &str = "it is storage: what is written stays visible";

impl Content {
    fn opaque(what: impl Into<String>) -> Self {
        Self { what: what.into(), files: Vec::new(), complete: false, updates: LIVE }
    }
}

fn content(scene: &Scene<'_>, volume: &Walk<'_>, troubles: &mut Vec<Trouble>) -> Content {
    let Some(kind) = volume.keys().into_iter().find(|key| *key != "name") else { return Content::opaque("emptyDir") };
    let at = volume.key(kind.to_owned());
    let mut content = Content::opaque(kind);
    match kind {
        "configMap" | "secret" => {
            let name = at.key(if kind == "secret" { "secretName" } else { "name" }).text();
            store(scene, kind, name, &at, mode(&at.key("defaultMode"), 0o644), &mut content, troubles);
            content.what = format!("{} {name}", kind_of(kind));
        }
        "downwardAPI" => {
            content.updates = FOLLOWS;
            content.complete = true;
            fields(scene, &at, mode(&at.key("defaultMode"), 0o644), &mut content);
        }
        "projected" => projected(scene, &at, &mut content, troubles),
        "persistentVolumeClaim" => {
            content.what = format!("PersistentVolumeClaim {}", at.key("claimName").text());
        }
        "hostPath" => content.what = format!("folder {} of the node", at.key("path").text()),
        "csi" => content.what = format!("volume of the driver {}", at.key("driver").text()),
        "emptyDir" => {
            content.complete = true;
            content.updates = "empty at the start, gone with the pod";
        }
        _ => {}
    }
    content
}

fn kind_of(field: &str) -> &'static str {
    if field == "secret" { "Secret" } else { "ConfigMap" }
}

fn projected(scene: &Scene<'_>, at: &Walk<'_>, content: &mut Content, troubles: &mut Vec<Trouble>) {
    let default = mode(&at.key("defaultMode"), 0o644);
    content.what = "projected".to_owned();
    content.updates = FOLLOWS;
    content.complete = true;
    for source in at.key("sources").items() {
        for kind in ["configMap", "secret"] {
            let part = source.key(kind);
            if part.is_there() {
                store(scene, kind, part.key("name").text(), &part, default, content, troubles);
            }
        }
        fields(scene, &source.key("downwardAPI"), default, content);
        let token = source.key("serviceAccountToken");
        if token.is_there() {
            add(content, token.key("path").text(), "token of the service account", None, default);
        }
        let bundle = source.key("clusterTrustBundle");
        if bundle.is_there() {
            add(content, bundle.key("path").text(), "certificates that the cluster trusts", None, default);
        }
    }
}

/// The keys of a ConfigMap or Secret as files: all of them, or those that `items` names.
fn store(
    scene: &Scene<'_>,
    field: &str,
    name: &str,
    at: &Walk<'_>,
    default: i64,
    content: &mut Content,
    troubles: &mut Vec<Trouble>,
) {
    let (kind, optional) = (kind_of(field), at.key("optional").bool() == Some(true));
    let mut trouble = |text: String, certain, at: &Walk<'_>| {
        if !optional {
            troubles.push(Trouble { state: "FailedMount", text, certain, place: scene.place(&at.route) });
        }
    };
    content.updates = FOLLOWS;
    let Some(found) = Store::find(scene, kind, name) else {
        let published = kind == "ConfigMap" && name == "kube-root-ca.crt";
        if published {
            add(content, "ca.crt", "certificate of the API server", None, default);
        } else {
            content.complete = optional;
            trouble(
                format!("{kind} {name} is not in this set; the pod starts only where the cluster has it"),
                false,
                at,
            );
        }
        return;
    };
    if found.is_immutable() {
        content.updates = NEVER;
    }
    content.complete = true;
    let keys = found.keys();
    let mut file = |path: &str, key: &str, mode: i64| {
        let origin = keys.get(key).map(|route| found.place(scene, route));
        add(content, path, &format!("{kind} {name}, key {key}"), origin, mode);
    };
    let items = at.key("items");
    if items.is_there() {
        for item in items.items() {
            let key = item.key("key").text();
            if keys.contains_key(key) {
                file(item.key("path").text(), key, mode(&item.key("mode"), default));
            } else {
                trouble(format!("{kind} {name} has no key `{key}` for a file"), true, &item.key("key"));
            }
        }
    } else {
        keys.keys().for_each(|key| file(key, key, default));
    }
}

fn fields(scene: &Scene<'_>, at: &Walk<'_>, default: i64, content: &mut Content) {
    for item in at.key("items").items() {
        let (field, resource) = (item.path("fieldRef.fieldPath"), item.path("resourceFieldRef.resource"));
        let from = if field.is_there() { &field } else { &resource };
        let source = format!("the pod's {}", from.text());
        add(
            content,
            item.key("path").text(),
            &source,
            Some(scene.place(&from.route)),
            mode(&item.key("mode"), default),
        );
    }
}

fn add(content: &mut Content, path: &str, source: &str, origin: Option<Place>, mode: i64) {
    let file = File { path: path.to_owned(), source: source.to_owned(), origin, mode, hidden_by: None };
    // Of two sources of a projected volume that name one path, the later one stays.
    content.files.retain(|other| other.path != path);
    content.files.push(file);
}

/// Permission bits: as YAML reads `0400`, or as `256`.
fn mode(at: &Walk<'_>, default: i64) -> i64 {
    at.int().unwrap_or(default)
}

fn mount(scene: &Scene<'_>, at: &Walk<'_>, content: Content, known: impl Fn(&str) -> Option<Value> + Copy) -> Mount {
    let path = at.key("mountPath").text();
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
    let expression = at.key("subPathExpr").text();
    let (sub_path, settled) = if expression.is_empty() {
        (at.key("subPath").text().to_owned(), true)
    } else {
        let value = expand(expression, known).0;
        (value.shown(true), value.is_settled())
    };
    let mut mount = Mount {
        path: path.to_owned(),
        volume: at.key("name").text().to_owned(),
        what: content.what,
        read_only: at.key("readOnly").bool() == Some(true),
        updates: content.updates,
        complete: content.complete,
        files: content.files,
        notes: Vec::new(),
        place: scene.place(&at.key("mountPath").route),
        sub_path,
    };
    if mount.sub_path.is_empty() {
        mount.files.iter_mut().for_each(|file| file.path = joined(path, &file.path));
    } else {
        narrow(&mut mount, settled);
    }
    mount
}

/// Only what lies at or below the path in the volume is mounted.
fn narrow(mount: &mut Mount, settled: bool) {
    let (wanted, base) = (mount.sub_path.trim_matches('/').to_owned(), mount.path.clone());
    if mount.updates != LIVE {
        mount.updates = NEVER_SUB_PATH;
    }
    let inside = |path: &str| -> Option<String> {
        let rest = path.strip_prefix(&wanted)?;
        if rest.is_empty() { Some(base.clone()) } else { rest.strip_prefix('/').map(|rest| joined(&base, rest)) }
    };
    let had = !mount.files.is_empty();
    let keep = |mut file: File| {
        inside(&file.path).map(|path| {
            file.path = path;
            file
        })
    };
    mount.files = std::mem::take(&mut mount.files).into_iter().filter_map(keep).collect();
    if had && settled && mount.complete && mount.files.is_empty() {
        mount.notes.push(format!("the volume has no `{wanted}`: an empty folder stands in its place"));
    }
}

fn joined(base: &str, path: &str) -> String {
    format!("{}/{path}", base.trim_end_matches('/'))
}

/// The token that every pod gets unless it or its account says no.
fn token(scene: &Scene<'_>, mounts: &[Mount]) -> Option<Mount> {
    let objects = &scene.analysis.objects;
    let id = ObjectId::new("", "ServiceAccount", Some(scene.at.object.namespace()), &account(scene));
    let found = objects.find(&id).and_then(|index| objects.get(index)).map(|at| &at.object.typed);
    let of_account = if let Some(Typed::ServiceAccount(a)) = found { a.automount_service_account_token } else { None };
    let wanted = scene.pods.spec.automount_service_account_token.or(of_account) != Some(false);
    if !wanted || mounts.iter().any(|m| m.path == TOKEN) {
        return None;
    }
    let file = |name: &str, source: &str| File {
        path: joined(TOKEN, name),
        source: source.to_owned(),
        origin: None,
        mode: 0o644,
        hidden_by: None,
    };
    Some(Mount {
        path: TOKEN.to_owned(),
        volume: "kube-api-access".to_owned(),
        what: format!("token of ServiceAccount {}", account(scene)),
        sub_path: String::new(),
        read_only: true,
        updates: "the token is renewed before it ends",
        files: vec![
            file("ca.crt", "certificate of the API server"),
            file("namespace", "the pod's namespace"),
            file("token", "token of the service account"),
        ],
        complete: true,
        notes: vec!["added by the API server; `automountServiceAccountToken: false` leaves it out".to_owned()],
        place: scene.place(scene.pods.spec_route),
    })
}

/// A deeper mount lies over the files that a shorter one has at its path or below.
fn hide(mounts: &mut [Mount]) {
    let paths: Vec<String> = mounts.iter().map(|m| m.path.clone()).collect();
    for mount in mounts {
        let deeper = paths.iter().filter(|p| p.len() > mount.path.len() && is_below(p, &mount.path));
        for over in deeper {
            for file in mount.files.iter_mut().filter(|f| is_below(&f.path, over)) {
                file.hidden_by = Some(over.clone());
            }
        }
    }
}

/// Whether a path is the other one or lies below it.
fn is_below(path: &str, base: &str) -> bool {
    path.strip_prefix(base.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
