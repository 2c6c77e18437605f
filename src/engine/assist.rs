//! The editor knows the API: what stands at the caret, what can be written there, what is named and who uses it.
//!
//! It works on text that is being typed: a document that is no YAML at the moment is read by its indentation
//! (`sketch`). Everything here is asked for by a person, one question at a time, and answered from what the
//! analysis knows already.

mod complete;
mod custom;
mod defaults;
mod entity;
mod fixes;
mod hover;
mod outline;
mod places;
mod position;
mod references;
mod sketch;

use super::Analysis;
use crate::protocol::assist::{Answer, Question, Target};

/// What there is to say to a question.
#[must_use]
pub fn answer(analysis: &Analysis, question: &Question) -> Answer {
    let answer = match question {
        Question::Hover { file, at } => hover::hover(analysis, file, *at).map(|hover| Answer::Hover { hover }),
        Question::Complete { file, at } => {
            complete::complete(analysis, file, *at).map(|completion| Answer::Completion { completion })
        }
        Question::Outline { file, at } => {
            outline::outline(analysis, file, *at).map(|outline| Answer::Outline { outline })
        }
        Question::Definition { file, at } => targets(places::definition(analysis, file, *at)),
        Question::Users { file, at } => targets(places::users(analysis, file, *at)),
        Question::SafeFixes { file } => {
            let (count, edits) = fixes::safe(analysis, file.as_deref());
            (count > 0).then_some(Answer::Fixes { count, edits })
        }
    };
    answer.unwrap_or(Answer::Nothing)
}

fn targets(targets: Vec<Target>) -> Option<Answer> {
    (!targets.is_empty()).then_some(Answer::Targets { targets })
}

#[cfg(test)]
pub(in crate::engine::assist) mod tests;
