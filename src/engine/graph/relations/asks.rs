//! Webhook, aggregated API or definition → the Service that the API server asks.
//!
//! Source: API references `WebhookClientConfig`, `APIServiceSpec.service`, `CustomResourceConversion`.

use super::{Edges, Relation};
use crate::engine::objects::ObjectId;
use crate::engine::yaml::Walk;

/// See the module.
pub const RELATION: Relation = Relation { id: "asks", phrase: "makes the API server ask", find };

fn find(out: &mut Edges<'_, '_>) {
    let (Some(walk), Some(object)) = (out.walk(), out.object()) else { return };
    match object.id.kind.as_str() {
        "MutatingWebhookConfiguration" | "ValidatingWebhookConfiguration" => {
            walk.key("webhooks").items().iter().for_each(|hook| edge(out, &hook.path("clientConfig.service")));
        }
        "APIService" => edge(out, &walk.path("spec.service")),
        "CustomResourceDefinition" => edge(out, &walk.path("spec.conversion.webhook.clientConfig.service")),
        _ => {}
    }
}

fn edge(out: &mut Edges<'_, '_>, at: &Walk<'_>) {
    let name = at.key("name");
    out.present("asks", &ObjectId::new("", "Service", Some(at.key("namespace").text()), name.text()), &name);
}
