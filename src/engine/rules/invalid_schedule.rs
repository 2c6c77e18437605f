//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::objects::value::cron;
use crate::engine::part::Part;

super::rule! {
    /// A CronJob's schedule or time zone cannot be read.
    ///
    /// ## Why it matters
    /// A schedule is five fields (minute, hour, day of month, month, day of week), a word such as `@daily`, or `@every`
    /// and a duration. A time zone has its own field. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: report
    /// spec:
    ///   schedule: "0 25 * * *"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///             - name: report
    ///               image: busybox:1.37
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: report
    /// spec:
    ///   schedule: "25 0 * * *"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///             - name: report
    ///               image: busybox:1.37
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/batch/validation`: `validateScheduleFormat`, `validateTimeZone`
    /// - `github.com/robfig/cron`: `ParseStandard`
    "invalid-schedule", Error, Part(&["CronJobSpec"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    let schedule = part.text("schedule");
    let fault = if schedule.contains("TZ") {
        Err("a time zone stands in `timeZone`, not here".to_owned())
    } else {
        cron::parse(schedule)
    };
    if let Some(why) = fault.err().filter(|_| !schedule.is_empty()) {
        let finding = part.finding("schedule", format!("`{schedule}` is no schedule: {why}"));
        out.push(finding.help("The API server refuses it. Write five fields, such as `30 2 * * *` for half past two every night."));
    }
    if let Some(zone) = part.str("timeZone").filter(|zone| !cron::is_time_zone(zone)) {
        let finding = part.finding("timeZone", format!("`{zone}` is no time zone of the database"));
        out.push(finding.help("The API server takes names such as `Europe/Berlin`, `America/New_York` or `Etc/UTC`."));
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::check;

    #[test]
    fn places() {
        check(
            r#"
apiVersion: batch/v1
kind: CronJob
metadata: {name: a}
spec:
  schedule: "@dayly"
#           ^^^^^^^^ invalid-schedule
  timeZone: Berlin
#           ^^^^^^ invalid-schedule
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}
"#,
        );
    }
}
