//! Kubernetes' own descriptions of types and fields, each text once, for the page to look up by number.

use std::collections::HashMap;

use super::texts;
use crate::engine::schema::DESCRIPTIONS;
use crate::protocol::assist::Descriptions;

/// The texts by number, in the order of `schema::description`: fields through all types, then types.
pub(super) fn collect() -> Result<Descriptions, String> {
    let (mut fields, mut types) = (Vec::new(), Vec::new());
    for line in DESCRIPTIONS.lines() {
        let (_, text, of_fields): (String, Option<String>, serde_json::Map<String, serde_json::Value>) =
            serde_json::from_str(line).map_err(|e| format!("the descriptions: {e}"))?;
        fields.extend(of_fields.values().map(|text| text.as_str().unwrap_or_default().to_owned()));
        types.push(text.unwrap_or_default());
    }
    let mut known = HashMap::from([(String::new(), 0)]);
    let mut out = Descriptions { of: Vec::new(), texts: vec![String::new()] };
    for text in fields.into_iter().chain(types) {
        let next = known.len() as u32;
        let number = *known.entry(text.clone()).or_insert(next);
        if number == next {
            out.texts.push(texts::plain(&text));
        }
        out.of.push(number);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::schema;

    #[test]
    fn descriptions_are_found_by_number() {
        let all = collect().expect("descriptions");
        let pod = schema::kind("v1", "Pod").expect("a Pod").type_id;
        let text = |field| schema::description(pod, field).and_then(|n| all.text(n)).unwrap_or_default();
        assert!(text(None).starts_with("Pod is a collection of containers"), "{}", text(None));
        assert!(
            text(Some("spec")).starts_with("Specification of the desired behavior of the pod"),
            "{}",
            text(Some("spec"))
        );
        let last = schema::type_names().count() - 1;
        let number = |ty: &schema::KindInfo| schema::description(ty.type_id, None).unwrap_or_default() as usize;
        assert!(schema::kinds().all(|kind| number(kind) < all.of.len()) && last < all.of.len());
    }
}
