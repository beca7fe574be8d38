//! The interface as one OpenAPI document (3.1.0), made of [`ENDPOINTS`] and of the schemas of what travels.

use serde_json::{Value, json};

use crate::{
    CBOR, Code, PREFIX, case,
    endpoints::{Body, ENDPOINTS, Endpoint, Parameter},
    schema::{Described as _, Named},
};

/// Media type of a problem (RFC 9457).
pub const PROBLEM: &str = "application/problem+json";

/// What a reader must know before the rest.
const ABOUT: &str = "\
Bodies are canonical CBOR (RFC 8949 §4.2.1), `application/cbor`: maps with integer keys in ascending order, shortest \
forms, definite lengths, no unknown keys, nothing after the end. Other bytes are refused as `malformed`.

JSON Schema can say neither integer keys nor byte strings. So each property has its key in `x-cbor-key`, and a string \
with `x-cbor-type: bytes` is a byte string, of `x-cbor-length` bytes if that stands beside it. A property that is not \
required is left out of the map.

Ids are byte strings of 16 bytes in bodies; in paths they are text: `case_` or `blob_` and 32 lower-case hexadecimal \
digits.

What is sealed or signed is described in docs/formats. The server cannot open it.

A problem is `application/problem+json` with a stable `code`. What a caller may not know exists is `not_found`. \
Everything may be sent again: the same request is answered as before.";

/// The document.
pub fn document() -> Value {
    let mut named = Named::new();
    let mut paths = json!({});
    for endpoint in ENDPOINTS {
        paths[endpoint.path][endpoint.method.to_ascii_lowercase()] = operation(endpoint, &mut named);
    }
    named.insert("Problem".into(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sanad",
            "version": "1",
            "summary": "Between clients that seal and a server that cannot open",
            "description": ABOUT,
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "servers": [{ "url": PREFIX }],
        "paths": paths,
        "components": {
            "schemas": named,
            "securitySchemes": {
                "session": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token of a session: of a person's visit, or of a member's shift.",
                },
            },
        },
    })
}

fn problem() -> Value {
    let codes: Vec<&str> = Code::ALL.iter().map(|it| it.name()).collect();
    json!({
        "type": "object",
        "description": "Why a request was not done.",
        "properties": {
            "code": { "type": "string", "enum": codes, "description": "Stable." },
            "status": { "type": "integer", "description": "The HTTP status once more." },
        },
        "required": ["code", "status"],
    })
}

fn operation(it: &Endpoint, named: &mut Named) -> Value {
    let security = if it.who.has_session() { json!([{ "session": [] }]) } else { json!([]) };
    let mut operation = json!({
        "operationId": operation_id(it),
        "summary": it.summary,
        "description": it.who.words(),
        "security": security,
        "responses": responses(it, named),
    });
    let parameters = parameters(it);
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    if let Some(content) = content(it.request, named) {
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    operation
}

/// Method and words of the path: `post_cases_case_entries`.
fn operation_id(it: &Endpoint) -> String {
    let words = it.path.split(['/', '.']).filter(|it| !it.is_empty());
    let words = words.map(|it| it.trim_matches(['{', '}']));
    let method = it.method.to_ascii_lowercase();
    [method.as_str()].into_iter().chain(words).collect::<Vec<_>>().join("_")
}

/// What a body is made of; `None` where there is none.
fn content(body: Body, named: &mut Named) -> Option<Value> {
    Some(match body {
        Body::Nothing => return None,
        Body::Cbor(schema) => json!({ CBOR: { "schema": schema(named) } }),
        Body::Sealed => json!({ "application/octet-stream": {} }),
        Body::Events => json!({ "text/event-stream": {} }),
        Body::Description => json!({ "application/json": {} }),
    })
}

fn parameters(it: &Endpoint) -> Vec<Value> {
    let in_path = it.path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = in_path.map(path_parameter).collect();
    parameters.extend(it.query.iter().map(query_parameter));
    if it.sheet {
        parameters.push(json!({
            "name": "Sanad-Sheet",
            "in": "header",
            "required": false,
            "description": "Token of the recovery sheet's session, beside a coordinator's own: what the sheet holds is open too.",
            "schema": { "type": "string" },
        }));
    }
    if matches!(it.answer, Body::Sealed) {
        parameters.push(json!({
            "name": "Range",
            "in": "header",
            "required": false,
            "description": "One range of bytes (RFC 9110 §14.2).",
            "schema": { "type": "string" },
        }));
    }
    parameters
}

fn path_parameter(name: &str) -> Value {
    let schema = match name {
        "n" => json!({ "type": "integer", "minimum": 0 }),
        id => json!({ "type": "string", "pattern": format!("^{id}_[0-9a-f]{{32}}$") }),
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

fn query_parameter(it: &Parameter) -> Value {
    let schema =
        if it.number { json!({ "type": "integer", "minimum": 0 }) } else { json!({ "type": "string" }) };
    json!({
        "name": it.name,
        "in": "query",
        "required": it.required,
        "description": it.doc,
        "schema": schema,
    })
}

/// What is done, then every problem by its status.
fn responses(it: &Endpoint, named: &mut Named) -> Value {
    let mut responses = json!({});
    let mut done = json!({ "description": "Done." });
    if let Some(content) = content(it.answer, named) {
        done["content"] = content;
    }
    responses[it.status.to_string()] = done.clone();
    if matches!(it.answer, Body::Sealed) {
        done["description"] = "The part that was asked for.".into();
        responses["206"] = done;
        responses["416"] = json!({ "description": "There is no such part." });
    }
    for code in it.codes() {
        let response = &mut responses[code.status().to_string()];
        let said = format!("`{}`: {}", code.name(), code.meaning());
        let before = response["description"].as_str().map(|it| format!("{it}\n"));
        response["description"] = format!("{}{said}", before.unwrap_or_default()).into();
        let codes = &mut response["content"][PROBLEM]["schema"];
        codes["$ref"] = "#/components/schemas/Problem".into();
        match &mut codes["properties"]["code"]["enum"] {
            Value::Array(codes) => codes.push(code.name().into()),
            none => *none = json!([code.name()]),
        }
    }
    if it.conflicts {
        let response = &mut responses["409"];
        let before = response["description"].as_str().map(|it| format!("{it}\n")).unwrap_or_default();
        let said = "As CBOR: the lane went on. Read it and decide again.";
        response["description"] = format!("{before}{said}").into();
        response["content"][CBOR] = json!({ "schema": case::Conflicted::schema(named) });
    }
    responses
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Map;

    use super::*;

    fn schemas(document: &Value) -> &Map<String, Value> {
        document["components"]["schemas"].as_object().unwrap()
    }

    /// Everything to which something in here refers.
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str).map(str::to_owned));
                object.values().for_each(|it| references(it, found));
            }
            Value::Array(items) => items.iter().for_each(|it| references(it, found)),
            _ => {}
        }
    }

    #[test]
    fn every_reference_leads_to_a_schema_and_every_schema_is_used() {
        let document = document();
        let mut found = BTreeSet::new();
        references(&document, &mut found);
        let made: BTreeSet<String> =
            schemas(&document).keys().map(|it| format!("#/components/schemas/{it}")).collect();
        assert_eq!(found, made);
        assert!(made.len() > 40, "{}", made.len());
    }

    #[test]
    fn keys_of_a_map_are_different_and_each_has_its_words() {
        let document = document();
        for (name, schema) in schemas(&document) {
            let Some(properties) = schema["properties"].as_object().filter(|_| name != "Problem") else {
                continue;
            };
            let mut keys: Vec<u64> =
                properties.values().map(|it| it["x-cbor-key"].as_u64().unwrap()).collect();
            keys.sort_unstable();
            assert_eq!(keys, Vec::from_iter(0..properties.len() as u64), "{name}");
            assert!(properties.values().all(|it| it["description"].as_str().is_some_and(|it| it.len() > 2)));
        }
    }

    #[test]
    fn no_two_endpoints_are_one() {
        let ids: BTreeSet<String> = ENDPOINTS.iter().map(operation_id).collect();
        assert_eq!(ids.len(), ENDPOINTS.len());
        assert!(ids.contains("post_cases_case_entries") && ids.contains("get_openapi_json"), "{ids:?}");
    }

    #[test]
    fn problems_of_one_status_stand_together() {
        let document = document();
        let conflict = &document["paths"]["/cases/{case}/entries"]["post"]["responses"]["409"];
        let codes = &conflict["content"][PROBLEM]["schema"]["properties"]["code"]["enum"];
        assert_eq!(*codes, json!(["not_set_up", "taken"]));
        assert!(conflict["content"][CBOR]["schema"]["$ref"].is_string());
        assert!(document["paths"]["/puzzle"]["get"]["responses"]["401"].is_null());
    }
}
