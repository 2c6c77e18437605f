//! What the definition in the set says of a custom resource, field by field.
//!
//! Source: `JSONSchemaProps` of `k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1`.

use super::position::Here;
use super::sketch::Form;
use crate::engine::rules::custom_resource;
use crate::engine::workspace::Located;
use crate::engine::yaml::scalar::Kind;
use crate::engine::yaml::{Document, NodeId, Scalar};
use crate::protocol::assist::Hover;

/// A place in the schema of a definition.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'a> {
    document: &'a Document,
    node: NodeId,
}

/// The definition of the kind of the object around a node.
#[must_use]
pub fn definition<'a>(here: &Here<'a>, node: Option<usize>) -> Option<Located<'a>> {
    let root = here.root(node);
    let (version, kind) = (here.sketch.value(root, "apiVersion"), here.sketch.value(root, "kind"));
    custom_resource::definition(&here.analysis.objects, version, kind)
}

/// The kinds that definitions of the set bring, with a version that serves each: `shop.example/v1`, `Menu`.
#[must_use]
pub fn kinds(here: &Here<'_>) -> Vec<(String, String)> {
    let all = custom_resource::definitions(&here.analysis.objects);
    all.iter().flat_map(|at| versions(at).unwrap_or_default()).collect()
}

fn versions(at: &Located<'_>) -> Option<Vec<(String, String)>> {
    let document = &at.facts.document;
    let spec = document.get(at.object.node, "spec")?;
    let group = document.str(document.get(spec, "group")?)?;
    let kind = document.str(document.get(document.get(spec, "names")?, "kind")?)?;
    let names =
        document.items(document.get(spec, "versions")?).iter().filter_map(|version| document.get(*version, "name"));
    Some(names.filter_map(|name| document.str(name)).map(|name| (format!("{group}/{name}"), kind.to_owned())).collect())
}

impl<'a> Schema<'a> {
    /// The schema of a node's value; of the object itself, for none. None for what no definition of the set has.
    #[must_use]
    pub fn at(here: &Here<'a>, node: Option<usize>) -> Option<Self> {
        let definition = definition(here, node)?;
        let root = here.root(node);
        let schema = custom_resource::schema(&definition, here.sketch.value(root, "apiVersion"))?;
        let mut way: Vec<usize> = here.sketch.upwards(node).take_while(|n| Some(*n) != root).collect();
        way.reverse();
        let top = Self { document: &definition.facts.document, node: schema };
        way.into_iter().try_fold(top, |schema, n| match here.sketch.nodes.get(n)?.form {
            Form::Pair => schema.field(here.sketch.key(n)),
            Form::Item => schema.inside("items"),
            Form::Word => Some(schema),
        })
    }

    fn inside(&self, key: &str) -> Option<Self> {
        Some(Self { node: self.document.get(self.node, key)?, ..*self })
    }

    /// The schema of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Self> {
        let own = self.inside("properties").and_then(|all| all.inside(name));
        own.or_else(|| self.inside("additionalProperties").filter(|s| !self.document.entries(s.node).is_empty()))
    }

    /// The fields: the required ones first, each part in the order of the definition.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'a str, Self)> {
        let properties = self.inside("properties").map(|all| self.document.entries(all.node)).unwrap_or_default();
        let all = || properties.iter().map(|entry| (self.document.key(entry), Self { node: entry.value, ..*self }));
        let required = all().filter(|(name, _)| self.requires(name));
        required.chain(all().filter(|(name, _)| !self.requires(name))).collect()
    }

    /// The server refuses an object without this field.
    #[must_use]
    pub fn requires(&self, name: &str) -> bool {
        let listed = self.list("required").iter().any(|item| self.document.str(*item) == Some(name));
        listed && self.field(name).is_none_or(|field| field.inside("default").is_none())
    }

    fn list(&self, key: &str) -> &'a [NodeId] {
        self.inside(key).map(|list| self.document.items(list.node)).unwrap_or_default()
    }

    fn text(&self, key: &str) -> &'a str {
        self.inside(key).and_then(|value| self.document.str(value.node)).unwrap_or("")
    }

    fn is(&self, key: &str) -> bool {
        let flag = self.inside(key).and_then(|value| self.document.scalar(value.node));
        flag.is_some_and(|flag| flag.kind == Kind::Bool(true))
    }

    /// It holds a mapping.
    #[must_use]
    pub fn is_object(&self) -> bool {
        self.text("type") == "object" || self.inside("properties").is_some()
    }

    /// What an item of it is, if it is a list.
    #[must_use]
    pub fn item(&self) -> Option<Self> {
        self.inside("items").filter(|_| self.text("type") == "array")
    }

    /// What it holds, in words: `list of string`.
    #[must_use]
    pub fn words(&self) -> String {
        match self.text("type") {
            _ if self.is("x-kubernetes-int-or-string") => "integer or string".to_owned(),
            "array" => self.inside("items").map_or("list".to_owned(), |item| format!("list of {}", item.words())),
            "" => "anything".to_owned(),
            plain => plain.to_owned(),
        }
    }

    /// The values that it takes, as they are written; none if it takes any.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        let listed = self.list("enum").iter().filter_map(|item| self.document.scalar(*item)).map(written);
        let values: Vec<String> = listed.collect();
        if values.is_empty() && self.text("type") == "boolean" {
            ["true", "false"].map(str::to_owned).to_vec()
        } else {
            values
        }
    }

    /// What there is to say of it under its name.
    #[must_use]
    pub fn hover(&self, name: &str, required: bool) -> Hover {
        let description = self.text("description");
        let value = self.inside("default").and_then(|value| self.document.scalar(value.node));
        Hover {
            title: name.to_owned(),
            holds: self.words(),
            required,
            default: value.map(written),
            values: self.list("enum").iter().filter_map(|item| self.document.scalar(*item)).map(written).collect(),
            notes: (!description.is_empty()).then(|| description.trim().to_owned()).into_iter().collect(),
            ..Hover::default()
        }
    }
}

/// A scalar as it is written: in quotes where YAML would take a text for something else.
fn written(scalar: &Scalar) -> String {
    let text = &scalar.text;
    let plain = scalar.kind != Kind::String || crate::engine::yaml::scalar::resolve(text) == Kind::String;
    if plain && !text.is_empty() { text.to_string() } else { format!("\"{text}\"") }
}

#[cfg(test)]
mod tests {
    use crate::engine::assist::tests::{ask, chosen, labels};
    use crate::protocol::assist::{Answer, Hover, Question};

    const MENU: &str = "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: menus.shop.example}
spec:
  group: shop.example
  scope: Namespaced
  names: {kind: Menu, plural: menus}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        description: What a kitchen offers.
        type: object
        properties:
          apiVersion: {type: string}
          kind: {type: string}
          metadata: {type: object}
          status: {type: object}
          spec:
            type: object
            required: [dishes]
            properties:
              season: {type: string, enum: [spring, 'on', 'no: way'], default: spring, description: When it is cooked.}
              open: {type: boolean}
              port: {x-kubernetes-int-or-string: true}
              prices: {type: object, additionalProperties: {type: object, properties: {amount: {type: integer}}}}
              dishes: {type: array, items: {type: object, required: [name], properties: {hot: {type: boolean}, name: {type: string}}}}
";
    const HEAD: &str = "apiVersion: shop.example/v1\nkind: Menu\nmetadata: {name: m}\n";

    fn menu(spec: &str) -> Vec<String> {
        labels(&[&format!("{HEAD}{spec}"), MENU])
    }

    fn hover(text: &str) -> Option<Hover> {
        match ask(&[text, MENU], |file, at| Question::Hover { file, at }).0 {
            Answer::Hover { hover } => Some(hover),
            _ => None,
        }
    }

    #[test]
    fn keys_by_place() {
        assert_eq!(menu("|\n"), ["spec"], "nobody writes a status");
        assert_eq!(menu("spec:\n  |\n"), ["dishes", "season", "open", "port", "prices"]);
        assert_eq!(menu("spec:\n  open: true\n  |\n"), ["dishes", "season", "port", "prices"]);
        assert_eq!(menu("spec:\n  dishes:\n  - name: a\n    |\n"), ["hot"]);
        assert_eq!(menu("spec:\n  prices:\n    soup:\n      |\n"), ["amount"]);
        assert_eq!(menu("spec:\n  dishes:\n    |\n"), ["- name"]);
        assert_eq!(menu("spec:\n  dishes:\n    - |\n"), ["name", "hot"]);
        assert_eq!(menu("spec:\n  nothing:\n    |\n"), [""; 0]);
        let list = format!(
            "apiVersion: v1\nkind: List\nitems:\n- {}  spec:\n    |\n",
            HEAD.replace('\n', "\n  ").trim_end_matches(' ')
        );
        assert_eq!(labels(&[&list, MENU])[0], "dishes");
    }

    #[test]
    fn what_comes_behind_a_key() {
        let of = |spec: &str, label: &str| chosen(&[&format!("{HEAD}{spec}"), MENU], label).replace(HEAD, "");
        assert_eq!(of("|\n", "spec"), "spec:\n  \n");
        assert_eq!(of("spec:\n  |\n", "dishes"), "spec:\n  dishes:\n    - \n");
        assert_eq!(of("spec:\n  |\n", "open"), "spec:\n  open: \n");
        assert_eq!(of("spec:\n  dishes:\n    |\n", "- name"), "spec:\n  dishes:\n    - name: \n");
    }

    #[test]
    fn values_by_field() {
        assert_eq!(menu("spec:\n  season: |\n"), ["spring", "\"on\"", "no: way"]);
        assert_eq!(menu("spec:\n  open: |\n"), ["true", "false"]);
        assert_eq!(menu("spec:\n  port: |\n"), [""; 0]);
        assert!(labels(&["apiVersion: shop.example/v1\nkind: |\n", MENU]).contains(&"Menu".to_owned()));
        assert_eq!(labels(&["kind: Menu\napiVersion: |\n", MENU]), ["shop.example/v1"]);
    }

    #[test]
    fn hovers() {
        let season = hover(&format!("{HEAD}spec:\n  sea|son: spring\n")).expect("a hover");
        assert_eq!((season.title.as_str(), season.holds.as_str(), season.required), ("season", "string", false));
        assert_eq!((season.default.as_deref(), season.notes.len()), (Some("spring"), 1));
        let dishes = hover(&format!("{HEAD}spec:\n  dishes|: []\n")).expect("a hover");
        assert_eq!((dishes.holds.as_str(), dishes.required), ("list of object", true));
        let kind = hover("apiVersion: shop.example/v1\nkind: Me|nu\n").expect("a hover");
        assert_eq!((kind.title.as_str(), kind.notes[0].as_str()), ("Menu", "What a kitchen offers."));
        assert_eq!(kind.targets[0].text, "CustomResourceDefinition menus.shop.example");
        assert_eq!(hover(&format!("{HEAD}spec:\n  nothing|: 1\n")), None);
    }

    #[test]
    fn the_kind_leads_to_its_definition() {
        let text = "apiVersion: shop.example/v1\nkind: Me|nu\n";
        let (answer, _) = ask(&[text, MENU], |file, at| Question::Definition { file, at });
        let Answer::Targets { targets } = answer else { panic!("{answer:?}") };
        assert_eq!(targets[0].place.file, "0.yaml");
    }
}
