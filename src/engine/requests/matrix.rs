//! Who reaches what: every workload of the set against every port of every Service.

use super::names;
use super::pods::Pods;
use super::{Verdict, Way};
use crate::engine::Analysis;
use crate::engine::objects::value::address::Address;
use crate::engine::objects::{ObjectId, Typed};
use crate::protocol::Place;

/// The answers, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// The workloads that call: key and name.
    pub from: Vec<(String, String)>,
    /// The Service ports that are called: the Service's key, and `postgres:5432`.
    pub to: Vec<(String, String)>,
    /// One row for each workload, one cell for each port.
    pub cells: Vec<Vec<Cell>>,
}

/// Whether one workload reaches one port.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// How it comes out.
    pub verdict: Verdict,
    /// The step that decides, and why; empty where all is well.
    pub why: String,
    /// The field that decides.
    pub place: Option<Place>,
}

/// The matrix of a set.
#[must_use]
pub fn matrix(analysis: &Analysis) -> Matrix {
    let all = analysis.objects.in_order();
    let rows: Vec<Pods<'_>> = all.iter().filter_map(|(index, _)| Pods::of(analysis, *index)).collect();
    let ports = all.iter().flat_map(|(_, at)| match &at.object.typed {
        Typed::Service(service) => {
            let ports = service.spec.iter().flat_map(|s| s.ports.iter().flatten());
            ports.filter_map(|p| Some((&at.object.id, u16::try_from(p.port).ok()?))).collect()
        }
        _ => Vec::new(),
    });
    let columns: Vec<(&ObjectId, u16)> = ports.collect();
    let base = Way::new(analysis, String::new());
    Matrix {
        from: rows.iter().map(|pods| (pods.at.object.id.key(), pods.name())).collect(),
        to: columns.iter().map(|(id, port)| (id.key(), format!("{}:{port}", id.name))).collect(),
        cells: rows
            .iter()
            .map(|pods| columns.iter().map(|(id, port)| cell(&base, pods, id, *port)).collect())
            .collect(),
    }
}

fn cell(base: &Way<'_>, from: &Pods<'_>, service: &ObjectId, port: u16) -> Cell {
    let mut way = base.again();
    let host = format!("{}.{}.svc.{}.", service.name, service.namespace.as_deref().unwrap_or("default"), names::DOMAIN);
    names::call(&mut way, from, Address { host: &host, port: Some(port), ..Address::default() });
    let trace = way.trace;
    let deciding = trace.steps.iter().find(|step| step.verdict == trace.verdict && step.verdict > Verdict::Ok);
    let why = deciding.map(|step| format!("{}. {}", step.text, step.why)).unwrap_or_default();
    Cell { verdict: trace.verdict, why, place: deciding.and_then(|step| step.place.clone()) }
}
