//! `publish CONTENT DIST`: fills a built site with pages and data. Trunk runs it after a build.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [content, dist] = arguments.as_slice() else {
        eprintln!("usage: publish CONTENT DIST");
        return ExitCode::from(2);
    };
    match feastflow::publish::publish(Path::new(content), Path::new(dist)) {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            eprintln!("{problems}");
            ExitCode::FAILURE
        }
    }
}
