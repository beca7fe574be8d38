//! Reads `locales/*/*.ftl`: every locale must have the same messages; each becomes a typed function.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use fluent_syntax::{ast, parser};

const LANGS: [&str; 3] = ["ar", "ckb", "en"];

type Messages = BTreeMap<String, BTreeSet<String>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Relative to this crate, where build scripts run: an absolute path would be that of whichever clone
    // built the script first, where several share a target folder.
    let root = Path::new("../../locales").to_path_buf();
    println!("cargo::rerun-if-changed={}", root.display());
    let mut out = String::new();
    let person = merged(&root, "person")?;
    writeln!(out, "impl Person {{")?;
    for (id, variables) in &person {
        let name = id.replace('-', "_");
        let params: String = variables.iter().map(|it| format!(", {it}: impl Arg")).collect();
        let args: String = variables.iter().map(|it| format!("(\"{it}\", {it}.value()),")).collect();
        writeln!(out, "    /// Message `{id}`.")?;
        writeln!(
            out,
            "    pub fn {name}(&self{params}) -> String {{ self.0.format(\"{id}\", vec![{args}]) }}"
        )?;
    }
    writeln!(out, "}}")?;
    merged(&root, "taxonomy")?;
    writeln!(out, "const SOURCES: &[(&str, &str)] = &[")?;
    for lang in LANGS {
        for file in ["person", "taxonomy"] {
            let path = root.join(lang).join(format!("{file}.ftl"));
            println!("cargo::rerun-if-changed={}", path.display());
            writeln!(out, "    (\"{lang}\", {:?}),", fs::read_to_string(&path)?)?;
        }
    }
    writeln!(out, "];")?;
    fs::write(Path::new(&std::env::var("OUT_DIR")?).join("messages.rs"), out)?;
    Ok(())
}

/// Messages of one file with the variables that any locale uses; fails where a locale lacks one.
fn merged(root: &Path, file: &str) -> Result<Messages, String> {
    let mut merged = Messages::new();
    let mut first: Option<BTreeSet<String>> = None;
    for lang in LANGS {
        let path = root.join(lang).join(format!("{file}.ftl"));
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let messages = parse(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let ids: BTreeSet<String> = messages.keys().cloned().collect();
        match &first {
            Some(expected) if *expected != ids => {
                let different: Vec<_> = expected.symmetric_difference(&ids).collect();
                return Err(format!("{}: differs from the first locale in {different:?}", path.display()));
            }
            _ => first = Some(ids),
        }
        for (id, variables) in messages {
            merged.entry(id).or_default().extend(variables);
        }
    }
    Ok(merged)
}

fn parse(text: &str) -> Result<Messages, String> {
    let resource = parser::parse(text).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut messages = Messages::new();
    for entry in resource.body {
        match entry {
            ast::Entry::Message(message) => {
                let mut variables = BTreeSet::new();
                let pattern = message.value.ok_or("a message without a value")?;
                walk(&pattern, &mut variables);
                if messages.insert(message.id.name.to_owned(), variables).is_some() {
                    return Err(format!("{} stands twice", message.id.name));
                }
            }
            ast::Entry::Comment(_) | ast::Entry::GroupComment(_) | ast::Entry::ResourceComment(_) => {}
            other => return Err(format!("only messages are allowed: {other:?}")),
        }
    }
    Ok(messages)
}

fn walk(pattern: &ast::Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let ast::PatternElement::Placeable { expression } = element else { continue };
        match expression {
            ast::Expression::Inline(inline) => note(inline, variables),
            ast::Expression::Select { selector, variants } => {
                note(selector, variables);
                variants.iter().for_each(|it| walk(&it.value, variables));
            }
        }
    }
}

fn note(inline: &ast::InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|it| note(it, variables));
        }
        ast::InlineExpression::Placeable { expression } => {
            if let ast::Expression::Inline(it) = &**expression {
                note(it, variables);
            }
        }
        _ => {}
    }
}
