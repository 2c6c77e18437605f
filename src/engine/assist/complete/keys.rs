//! Keys that may stand at a place and do not yet, and new items of lists.

use super::{Slot, ordered};
use crate::engine::assist::hover::words;
use crate::engine::assist::position::Here;
use crate::engine::assist::sketch::Form;
use crate::engine::schema::{self, Field, Shape, TypeId};
use crate::protocol::assist::CompletionItem;

/// Keys that people write most, the most usual first within an object.
const COMMON: &str = " apiVersion kind metadata name generateName namespace labels annotations type replicas \
    selector matchLabels serviceName template spec data stringData rules containers image command args workingDir \
    ports containerPort port targetPort protocol nodePort env envFrom value valueFrom configMapKeyRef secretKeyRef \
    configMapRef secretRef key resources requests limits volumeMounts mountPath subPath readOnly startupProbe \
    readinessProbe livenessProbe httpGet path tcpSocket exec initialDelaySeconds periodSeconds timeoutSeconds \
    failureThreshold securityContext imagePullPolicy volumes configMap secret emptyDir persistentVolumeClaim \
    claimName initContainers serviceAccountName imagePullSecrets nodeSelector affinity tolerations restartPolicy \
    strategy updateStrategy volumeClaimTemplates schedule jobTemplate concurrencyPolicy accessModes storageClassName \
    host http paths pathType backend service number ingressClassName tls hosts secretName scaleTargetRef minReplicas \
    maxReplicas metrics minAvailable maxUnavailable ingress egress podSelector policyTypes apiGroups verbs roleRef \
    subjects ";

/// Fields that the server fills in: nobody writes them.
const SERVERS: &str = " creationTimestamp deletionGracePeriodSeconds deletionTimestamp generation managedFields \
    resourceVersion selfLink status uid ";

/// The keys for a slot; `but` is the pair whose key is being changed.
pub(super) fn keys(here: &Here<'_>, slot: Slot, but: Option<usize>) -> Vec<CompletionItem> {
    match here.shape(slot.up) {
        Some(Shape::Object(ty)) => fields(here, slot, ty, but),
        Some(Shape::Map(inner)) if inner.get() == Shape::Quantity => amounts(here, slot),
        Some(Shape::Map(_)) => super::names::labels(here, slot),
        None if let Some(own) = super::custom::fields(here, slot, but) => own,
        None if slot.up == here.root(slot.up) => {
            let mut heads = heads(here, slot);
            if slot.up.is_none()
                && slot.column == 0
                && !slot.flow
                && here.sketch.nodes.iter().all(|n| n.form == Form::Word)
            {
                heads.extend(super::skeletons::skeletons());
            }
            heads
        }
        _ => Vec::new(),
    }
}

fn fields(here: &Here<'_>, slot: Slot, ty: TypeId, but: Option<usize>) -> Vec<CompletionItem> {
    let there = |name: &str| here.sketch.pair(slot.up, name).is_some_and(|n| Some(n) != but);
    let free = |field: &Field| !there(field.name) && !listed(SERVERS, field.name);
    let ranked = schema::fields(ty).filter(free).map(|field| (!field.required, rank(field.name), field));
    let all = ordered(ranked, |(optional, rank, _)| (*optional, *rank));
    all.iter().map(|(_, _, field)| key(here, slot, ty, field)).collect()
}

fn listed(words: &str, name: &str) -> bool {
    words.split(' ').any(|word| word == name)
}

fn rank(name: &str) -> usize {
    COMMON.split(' ').position(|word| word == name).unwrap_or(usize::MAX)
}

fn key(here: &Here<'_>, slot: Slot, ty: TypeId, field: &Field) -> CompletionItem {
    let tail = if slot.only_key { String::new() } else { tail(here, slot, field.shape) };
    CompletionItem {
        label: field.name.to_owned(),
        insert: format!("{}{tail}", field.name),
        detail: words(field.shape),
        kind: "key".to_owned(),
        required: field.required,
        description: schema::description(ty, Some(field.name)),
        ..CompletionItem::default()
    }
}

/// What comes behind a key before its value.
fn tail(here: &Here<'_>, slot: Slot, shape: Shape) -> String {
    let is_object = matches!(shape, Shape::Object(_) | Shape::Map(_));
    tail_of(here, slot, is_object, matches!(shape, Shape::List(_)))
}

/// What comes behind a key before an object, a list, or another value.
pub(super) fn tail_of(here: &Here<'_>, slot: Slot, is_object: bool, is_list: bool) -> String {
    let indent = |by: usize| " ".repeat(slot.column + by);
    match () {
        () if is_object && !slot.flow => format!(":\n{}", indent(2)),
        () if is_list && !slot.flow => format!(":\n{}- ", indent(list_indent(here))),
        () => ": ".to_owned(),
    }
}

/// How far the document sets its lists in from the key above.
fn list_indent(here: &Here<'_>) -> usize {
    let mut items = here.sketch.nodes.iter().filter(|n| n.form == Form::Item && !n.flow);
    let column = |n: usize| here.sketch.nodes.get(n).map(|n| n.column);
    match items.next().and_then(|item| Some((item.column, column(item.up?)?))) {
        Some((item, key)) if item == key => 0,
        _ => 2,
    }
}

/// Resources that are counted: of a container, or of a claim.
fn amounts(here: &Here<'_>, slot: Slot) -> Vec<CompletionItem> {
    let of_claim = slot.up.is_some_and(|n| here.around(n, "VolumeResourceRequirements").is_some());
    let names: &[&str] = if of_claim { &["storage"] } else { &["cpu", "memory", "ephemeral-storage"] };
    let free = names.iter().filter(|name| here.sketch.pair(slot.up, name).is_none());
    let item = |name: &&str| CompletionItem {
        label: (*name).to_owned(),
        insert: if slot.only_key { (*name).to_owned() } else { format!("{name}: ") },
        detail: words(Shape::Quantity),
        kind: "key".to_owned(),
        ..CompletionItem::default()
    };
    free.map(item).collect()
}

/// The keys that every object begins with.
pub(super) fn heads(here: &Here<'_>, slot: Slot) -> Vec<CompletionItem> {
    let free = |name: &&str| here.sketch.pair(slot.up, name).is_none();
    let tail = |name: &str| match name {
        _ if slot.only_key => String::new(),
        "metadata" if !slot.flow => format!(":\n{}", " ".repeat(slot.column + 2)),
        _ => ": ".to_owned(),
    };
    let item = |name: &str| CompletionItem {
        label: name.to_owned(),
        insert: format!("{name}{}", tail(name)),
        detail: "string".to_owned(),
        kind: "key".to_owned(),
        required: true,
        ..CompletionItem::default()
    };
    ["apiVersion", "kind", "metadata"].iter().filter(|name| free(name)).map(|name| item(name)).collect()
}

/// A new item of a list.
pub(super) fn items(here: &Here<'_>, slot: Slot, inner: Shape) -> Vec<CompletionItem> {
    let Shape::Object(ty) = inner else { return Vec::new() };
    let fields = || schema::fields(ty).map(|field| (rank(field.name), field));
    let required = fields().filter(|(_, field)| field.required).min_by_key(|(rank, _)| *rank);
    let common = || fields().filter(|(rank, _)| *rank < usize::MAX).min_by_key(|(rank, _)| *rank);
    let Some((_, field)) = required.or_else(common) else { return Vec::new() };
    let within = Slot { column: slot.column + 2, ..slot };
    vec![as_item(slot, key(here, within, ty, &field), words(inner))]
}

/// A key as the beginning of a new item.
pub(super) fn as_item(slot: Slot, key: CompletionItem, detail: String) -> CompletionItem {
    let (dash, label) = if slot.flow { ("", key.label.clone()) } else { ("- ", format!("- {}", key.label)) };
    CompletionItem { label, insert: format!("{dash}{}", key.insert), detail, ..key }
}
