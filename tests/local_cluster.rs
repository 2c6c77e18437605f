//! `setup-kind.sh`: what it prints in a dry run is what the guide to it says, step by step.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn script(arguments: &[&str]) -> String {
    let folder = root().join("content/manifests/feastflow");
    let mut command = Command::new("bash");
    command.arg(folder.join("setup-kind.sh")).args(arguments);
    for variable in ["BACKEND_DIR", "CLUSTER", "FRONTEND_DIR", "MANIFESTS", "TIMEOUT"] {
        command.env_remove(format!("FEASTFLOW_{variable}"));
    }
    let output = command.env_remove("INGRESS_NGINX_VERSION").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.replace(&format!("{}/", folder.display()), "")
}

fn guide() -> String {
    std::fs::read_to_string(root().join("content/guides/local-cluster.md")).unwrap()
}

/// The commands of the guide between two of its headings, without quotes.
fn told(guide: &str, from: &str, to: &str) -> Vec<String> {
    let part = guide.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(part, _)| part);
    let blocks = part.split("```bash\n").skip(1).filter_map(|rest| rest.split_once("```"));
    blocks.flat_map(|(block, _)| block.lines()).map(|line| line.replace('\'', "")).collect()
}

#[test]
fn the_guide_tells_every_command_of_a_dry_run() {
    let output = script(&["--dry-run", "--backend", "~/feastflow/backend", "--frontend", "~/feastflow/frontend"]);
    let printed = output.lines().filter_map(|line| line.strip_prefix("  $ "));
    let printed: Vec<String> = printed.map(|line| line.replace('\'', "")).collect();
    let told = told(&guide(), "### 1.", "### 6.");
    assert!(told.len() > 15);
    assert_eq!(printed, told);
}

#[test]
fn the_guide_lists_every_option() {
    let (help, guide) = (script(&["--help"]), guide());
    let options = help.lines().filter_map(|line| line.strip_prefix("  --")?.split_whitespace().next());
    for option in options {
        assert!(guide.contains(&format!("| `--{option}")), "--{option}");
    }
    let words = help.split(|c: char| !c.is_ascii_uppercase() && c != '_');
    for variable in words.filter(|word| word.starts_with("FEASTFLOW_") || word.ends_with("_VERSION")) {
        assert!(guide.contains(variable), "{variable}");
    }
}

/// With nothing but `cat` and `dirname` to be found.
#[test]
fn a_dry_run_needs_no_tools() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-tools");
    std::fs::create_dir_all(&folder).unwrap();
    let places = std::env::var_os("PATH").unwrap();
    for tool in ["bash", "cat", "dirname"] {
        let found = std::env::split_paths(&places).map(|place| place.join(tool)).find(|path| path.exists()).unwrap();
        let _ = std::fs::remove_file(folder.join(tool));
        std::os::unix::fs::symlink(found, folder.join(tool)).unwrap();
    }
    let script = root().join("content/manifests/feastflow/setup-kind.sh");
    let output = Command::new(folder.join("bash")).arg(script).arg("--dry-run").env("PATH", &folder).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains("missing: the command kind"), "{text}");
    assert!(text.contains("kind create cluster") && text.contains("How to reach it"), "{text}");
}
