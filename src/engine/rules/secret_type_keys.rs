//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::yaml::Entry;

super::rule! {
    /// A Secret lacks a key that its type demands.
    ///
    /// ## Why it matters
    /// A type promises what is inside: whoever asks for a `kubernetes.io/tls` Secret finds `tls.crt` and `tls.key`.
    /// The API server refuses a Secret that does not keep the promise.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: shop-tls
    /// type: kubernetes.io/tls
    /// stringData:
    ///   tls.crt: certificate
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: shop-tls
    /// type: kubernetes.io/tls
    /// stringData:
    ///   tls.crt: certificate
    ///   tls.key: key
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidateSecret`
    "secret-type-keys", Error, Part(&["Secret"], check)
}

fn check(secret: &Part<'_>, out: &mut Vec<Finding>) {
    let ty = secret.text("type");
    if ty == "kubernetes.io/service-account-token" {
        return account(secret, out);
    }
    if ty == "kubernetes.io/basic-auth" {
        if !has(secret, "username") && !has(secret, "password") {
            out.push(lacks(secret, &["data", "username"], "`username` or `password`"));
        }
        return;
    }
    let demanded = DEMANDED.iter().find(|(name, _)| *name == ty).map_or(&[][..], |(_, keys)| *keys);
    let missing: Vec<&str> = demanded.iter().copied().filter(|key| !has(secret, key)).collect();
    if let Some(first) = missing.first() {
        out.push(lacks(secret, &["data", first], &format!("`{}`", missing.join("` and `"))));
    }
}

/// The types that the API server looks into, and their keys.
const DEMANDED: [(&str, &[&str]); 4] = [
    ("kubernetes.io/dockercfg", &[".dockercfg"]),
    ("kubernetes.io/dockerconfigjson", &[".dockerconfigjson"]),
    ("kubernetes.io/ssh-auth", &["ssh-privatekey"]),
    ("kubernetes.io/tls", &["tls.crt", "tls.key"]),
];

fn account(secret: &Part<'_>, out: &mut Vec<Finding>) {
    const NAME: &str = "kubernetes.io/service-account.name";
    let named = secret.part("metadata").is_some_and(|meta| {
        let is = |pair: &&Entry| secret.document().key(pair) == NAME;
        let pair = meta.pairs("annotations").iter().find(is);
        pair.and_then(|pair| secret.document().scalar(pair.value)).is_some_and(|s| !s.is_null() && !s.text.is_empty())
    });
    if !named {
        out.push(lacks(secret, &["metadata", "annotations", NAME], &format!("the annotation `{NAME}`")));
    }
}

fn has(secret: &Part<'_>, key: &str) -> bool {
    ["data", "stringData"].into_iter().flat_map(|f| secret.pairs(f)).any(|pair| {
        let is_nothing = key == "ssh-privatekey" && secret.document().scalar(pair.value).is_some_and(|s| s.is_null() || s.text.is_empty());
        secret.document().key(pair) == key && !is_nothing
    })
}

fn lacks(secret: &Part<'_>, path: &[&str], what: &str) -> Finding {
    let message = format!("A Secret of type `{}` needs {what}", secret.text("type"));
    let at = ["data", "stringData"].into_iter().find(|field| secret.has(field)).unwrap_or("type");
    let place = secret.value("type").filter(|_| at != "type").map(|node| secret.place(node));
    let finding = if at == "type" { secret.finding(at, message) } else { secret.finding_at_key(at, message) };
    finding.aim(true, path).related(place, "the type").help("The API server refuses it otherwise. Add it, or remove `type` if the Secret is none of this kind.")
}
