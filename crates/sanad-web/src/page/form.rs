//! Forms as a browser without scripts posts them, and the report that one of them is.
//!
//! The names of fields stand in the templates; `web/person/src/report.ts` reads the same with scripts on.

use axum::{Form, extract::rejection::FormRejection};
use sanad_domain::{
    report::{Age, Answer, DangerAnswers, Report},
    safe_contact::SafeContact,
};
use sanad_i18n::Person;

use super::trouble::Trouble;

/// Longest form in bytes: the longest report several times over, percent-encoded.
pub(super) const MAX_FORM: usize = 256 * 1024;

/// What was posted, or why it cannot be read.
pub(super) type Posted = Result<Form<Vec<(String, String)>>, FormRejection>;

/// The fields of a form in their order.
pub(super) struct Fields(Vec<(String, String)>);

/// Checkboxes of consent, and the codes of `consent_purpose` that they stand for.
const CONSENTS: [(&str, &str); 4] = [
    ("consent_identify", "find_blackmailer"),
    ("consent_police", "refer_police"),
    ("consent_takedown", "request_removal"),
    ("consent_statistics", "count_statistics"),
];

impl Fields {
    /// The fields, or why there are none.
    pub(super) fn of(posted: Posted) -> Result<Self, Trouble> {
        match posted {
            Ok(Form(fields)) => Ok(Self(fields)),
            Err(FormRejection::BytesRejection(_)) => Err(Trouble::TextLong),
            Err(_) => Err(Trouble::Failed),
        }
    }

    /// A field without space around it; empty where it was left out. Lines end as they do elsewhere: browsers
    /// post them with two characters (HTML §4.10.21.4).
    pub(super) fn text(&self, name: &str) -> String {
        let value = self.0.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str());
        value.unwrap_or_default().replace("\r\n", "\n").trim().to_owned()
    }

    fn maybe(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|it| !it.is_empty())
    }

    fn list(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(it, _)| it == name).map(|(_, value)| value.clone()).collect()
    }

    fn answer(&self, name: &str) -> Answer {
        match self.text(name).as_str() {
            "yes" => Answer::Yes,
            "no" => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// The report of the form of `tell.html`. `lang` is the language of the page.
    pub(super) fn report(&self, lang: &str) -> Report {
        let age = match self.text("age").as_str() {
            "adult" => Age::Adult,
            "minor" => Age::Minor,
            _ => Age::Unsaid,
        };
        let shared_device = match self.answer("safe_shared") {
            Answer::Yes => Some(true),
            Answer::No => Some(false),
            Answer::Unknown => None,
        };
        let consents = CONSENTS.iter().filter(|(field, _)| self.text(field) == "yes");
        Report {
            text: self.text("text"),
            for_whom: self.maybe("for_whom"),
            age,
            material: self.list("material[]"),
            demand: self.list("demand[]"),
            deadline: self.maybe("deadline"),
            platform: self.list("platform[]"),
            accounts: self.maybe("accounts"),
            relationship: self.maybe("relationship"),
            safe_contact: SafeContact {
                channel: self.maybe("safe_channel"),
                hours: self.maybe("safe_hours"),
                shared_device,
                code_word: self.maybe("safe_code_word"),
                never: self.maybe("safe_never"),
                ..SafeContact::default()
            },
            danger: DangerAnswers {
                family: self.answer("danger_family"),
                hurt: self.answer("danger_hurt"),
                deadline: self.answer("danger_deadline"),
                published: self.answer("danger_published"),
                herself: self.answer("danger_self"),
                alone: self.answer("danger_alone"),
            },
            consents: consents.map(|(_, code)| (*code).to_owned()).collect(),
            lang: Some(lang.to_owned()),
            ..Report::default()
        }
    }

    /// Everything that was typed, to be handed back where it could not be taken: her text, and the short fields
    /// under their questions.
    pub(super) fn draft(&self, t: &Person) -> String {
        let short = [
            (t.tell_deadline(), self.maybe("deadline")),
            (t.tell_accounts(), self.maybe("accounts")),
            (t.tell_safe_hours(), self.maybe("safe_hours")),
            (t.tell_safe_code_word(), self.maybe("safe_code_word")),
            (t.tell_safe_never(), self.maybe("safe_never")),
        ];
        let short = short.into_iter().filter_map(|(label, value)| Some(format!("{label}\n{}", value?)));
        self.maybe("text").into_iter().chain(short).collect::<Vec<_>>().join("\n\n")
    }
}

#[cfg(test)]
mod tests {
    use sanad_i18n::Lang;

    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn the_smallest_form_is_a_report_of_its_text() {
        let report = fields(&[("text", " he wrote\r\nagain "), ("deadline", ""), ("relationship", "")]);
        let expected = Report { lang: Some("ckb".into()), ..Report::of_text("he wrote\nagain") };
        assert_eq!(report.report("ckb"), expected);
    }

    #[test]
    fn every_field_of_the_form_is_read() {
        let form = fields(&[
            ("form_token", "x"),
            ("for_whom", "self"),
            ("age", "minor"),
            ("text", "t"),
            ("material[]", "photo"),
            ("material[]", "video"),
            ("demand[]", "money"),
            ("deadline", "Friday"),
            ("platform[]", "telegram"),
            ("accounts", "@him"),
            ("relationship", "stranger"),
            ("danger_hurt", "yes"),
            ("danger_self", "no"),
            ("danger_alone", "unknown"),
            ("safe_channel", "page"),
            ("safe_hours", "night"),
            ("safe_shared", "yes"),
            ("safe_code_word", "power"),
            ("safe_never", "calls"),
            ("consent_police", "yes"),
            ("consent_statistics", "yes"),
        ]);
        let report = form.report("ar");
        assert_eq!(report.material, ["photo", "video"]);
        assert_eq!(
            (report.age, report.danger.hurt, report.danger.herself),
            (Age::Minor, Answer::Yes, Answer::No)
        );
        assert_eq!(report.danger.alone, Answer::Unknown);
        assert_eq!(report.consents, ["refer_police", "count_statistics"]);
        assert_eq!(report.safe_contact.shared_device, Some(true));
        assert_eq!(report.safe_contact.code_word.as_deref(), Some("power"));
        assert_eq!((report.accounts.as_deref(), report.deadline.as_deref()), (Some("@him"), Some("Friday")));
        assert!(report.claim().alert);
        let draft = form.draft(&Person(Lang::En));
        for typed in ["t", "Friday", "@him", "night", "power", "calls"] {
            assert!(draft.lines().any(|it| it == typed), "{typed} in {draft}");
        }
    }

    /// A field that the template has and this file does not read would be lost without a word.
    #[test]
    fn the_template_has_no_field_that_is_not_read() {
        let template = include_str!("../../templates/person/tell.html");
        let here = include_str!("form.rs").split("mod tests").next().unwrap();
        let names = template.split("name=\"").skip(1).filter_map(|it| it.split('"').next());
        let asked = template.split("let name = \"").skip(1).filter_map(|it| it.split('"').next());
        let mut seen = 0;
        for name in names.chain(asked).filter(|it| *it != "form_token") {
            assert!(here.contains(&format!("\"{name}\"")), "{name}");
            seen += 1;
        }
        assert!(seen >= 20, "the template was read, not only {seen} names");
    }
}
