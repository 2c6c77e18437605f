//! ConfigMaps and Secrets: who has read them stays as it is, who starts later reads anew.

use super::{Set, Severity};
use crate::engine::environment::{self, Container, Mount, SourceKind};
use crate::engine::graph::relations::has_key;
use crate::engine::objects::{Object, Typed};
use crate::engine::workspace::ObjectIndex;

/// The whole object is gone.
pub(super) fn delete(set: &mut Set<'_>, index: ObjectIndex) {
    let Some(object) = set.object(index) else { return };
    let what = object.id.to_string();
    for edge in set.edges_to(index) {
        let sentence = match (edge.relation, edge.optional) {
            ("reads_env", false) => format!(
                "Running containers keep the variables they have from {what}. One that starts from now on, by a restart, a rollout or a new pod, does not start: CreateContainerConfigError."
            ),
            ("mounts", false) => format!(
                "Running pods keep the files they have from {what}. A new pod stays in ContainerCreating with FailedMount."
            ),
            ("reads_env" | "mounts", true) => {
                format!("It may do without {what} (optional: true): a later start lacks it and goes on.")
            }
            _ => continue,
        };
        set.add_at(if edge.optional { Severity::Stale } else { Severity::NextStart }, edge, sentence);
    }
    tls(set, object);
    set.add(Severity::Note, index, None, "Nobody makes it again: that takes another apply of its file.");
}

/// Certificates of Ingresses.
fn tls(set: &mut Set<'_>, secret: &Object) {
    for (index, at) in set.all() {
        let Typed::Ingress(ingress) = &at.object.typed else { continue };
        let tls = ingress.spec.iter().flat_map(|s| s.tls.iter().flatten());
        let named = tls.filter_map(|t| t.secret_name.as_ref()).any(|name| *name == secret.id.name);
        if named && secret.id.kind == "Secret" && at.object.namespace() == secret.namespace() {
            let sentence =
                "Its certificate is gone: most controllers answer with one of their own, which browsers refuse.";
            set.add(Severity::Down, index, None, sentence);
        }
    }
}

/// One key is gone; none if it is not there.
pub(super) fn delete_key(set: &mut Set<'_>, index: ObjectIndex, key: &str) -> Option<()> {
    let object = holder(set, index, key)?;
    for (reader, edge_optional, container) in readers(set, object) {
        for variable in reads(&container, object, key) {
            let (name, by_key) = (&variable.name, variable.source.kind == SourceKind::Key);
            let (severity, sentence) = match (by_key, edge_optional) {
                (true, false) => (
                    Severity::NextStart,
                    format!(
                        "Container {} keeps {name} while it runs. At its next start it asks for a key that is not there: CreateContainerConfigError.",
                        container.name
                    ),
                ),
                (true, true) => (
                    Severity::Stale,
                    format!(
                        "Container {} keeps {name} while it runs and starts without it the next time: it may do without (optional: true).",
                        container.name
                    ),
                ),
                (false, _) => (
                    Severity::NextStart,
                    format!(
                        "Container {} keeps {name} while it runs and starts without it the next time, without any complaint: envFrom takes what there is.",
                        container.name
                    ),
                ),
            };
            set.add(severity, reader, Some(variable.source.place.clone()), sentence);
        }
        for mount in mounts(&container, object, key) {
            let sentence = match mount.sub_path.is_empty() {
                true => format!(
                    "In container {} the file disappears from {} within about a minute; if the volume names the key (`items`), the files stay as they are and a new pod fails with FailedMount.",
                    container.name, mount.path
                ),
                false => format!(
                    "Container {} keeps its copy at {} (a subPath); a new pod does not find the key.",
                    container.name, mount.path
                ),
            };
            set.add(Severity::NextStart, reader, Some(mount.place.clone()), sentence);
        }
    }
    if set.out.is_empty() {
        set.add(Severity::Note, index, None, format!("Nothing in these files reads the key {key}."));
    }
    Some(())
}

/// One key has another value; none if it is not there.
pub(super) fn change_key(set: &mut Set<'_>, index: ObjectIndex, key: &str) -> Option<()> {
    let object = holder(set, index, key)?;
    if is_immutable(object) {
        let sentence = "The API server refuses the change: it is immutable. Make one with another name and let the workloads read that.";
        set.add(Severity::Down, index, None, sentence);
        return Some(());
    }
    for (reader, _, container) in readers(set, object) {
        for variable in reads(&container, object, key) {
            let sentence = format!(
                "Container {} keeps the old {} until it is restarted: variables are read at the start. `kubectl rollout restart` makes new pods.",
                container.name, variable.name
            );
            set.add(Severity::Stale, reader, Some(variable.source.place.clone()), sentence);
        }
        for mount in mounts(&container, object, key) {
            let (severity, sentence) = match mount.sub_path.is_empty() {
                true => (
                    Severity::Healed,
                    format!(
                        "In container {} the file at {} is the new one within about a minute; the process has to read it again by itself.",
                        container.name, mount.path
                    ),
                ),
                false => (
                    Severity::Stale,
                    format!(
                        "Container {} never sees the change at {}: a subPath is a copy made at the start.",
                        container.name, mount.path
                    ),
                ),
            };
            set.add(severity, reader, Some(mount.place.clone()), sentence);
        }
    }
    let sentence = match set.out.is_empty() {
        true => format!("Nothing in these files reads the key {key}."),
        false => {
            "A change restarts nothing: pods that start later have the new value beside those that have the old one."
                .to_owned()
        }
    };
    set.add(Severity::Note, index, None, sentence);
    Some(())
}

/// The object, if it has the key.
fn holder<'a>(set: &Set<'a>, index: ObjectIndex, key: &str) -> Option<&'a Object> {
    let stores = |object: &&Object| matches!(object.typed, Typed::ConfigMap(_) | Typed::Secret(_));
    set.object(index).filter(stores).filter(|object| has_key(object, key))
}

fn is_immutable(object: &Object) -> bool {
    let immutable = match &object.typed {
        Typed::ConfigMap(map) => map.immutable,
        Typed::Secret(secret) => secret.immutable,
        _ => None,
    };
    immutable == Some(true)
}

/// Containers of the namespace, with whether their workload may do without the object.
fn readers(set: &Set<'_>, object: &Object) -> Vec<(ObjectIndex, bool, Container)> {
    let near = set.all().into_iter().filter(|(_, at)| at.object.namespace() == object.namespace());
    let target = set.all().into_iter().find(|(_, at)| at.object.id == object.id).map(|(index, _)| index);
    let edges = target.map(|index| set.edges_to(index)).unwrap_or_default();
    let optional = |index| edges.iter().filter(|e| e.from == index && e.relation == "reads_env").all(|e| e.optional);
    let of = |(index, _)| environment::of(set.analysis, index).into_iter().map(move |c| (index, c));
    near.flat_map(of).map(|(index, container)| (index, optional(index), container)).collect()
}

/// Variables whose value is that key's.
fn reads<'c>(
    container: &'c Container,
    object: &Object,
    key: &str,
) -> impl Iterator<Item = &'c environment::Variable> + use<'c> {
    let (holder, end) = (object.id.key(), format!("key {key}"));
    container
        .variables
        .iter()
        .filter(move |v| v.source.object.as_ref() == Some(&holder) && v.source.text.ends_with(&end))
}

/// Mounts that show that key as a file.
fn mounts<'c>(container: &'c Container, object: &Object, key: &str) -> impl Iterator<Item = &'c Mount> + use<'c> {
    let source = format!("{}, key {key}", object.id);
    container.mounts.iter().filter(move |mount| mount.files.iter().any(|file| file.source == source))
}
