//! Bounds of fields of everything but pods and workloads.

use super::{Bounds, TypeRows, at_least, between, between_or_zero};

const WEBHOOK: &[(&str, Bounds)] = &[("timeoutSeconds", between(1, 30))];

pub(super) const ROWS: &[TypeRows<Bounds>] = &[
    // core: validateClientIPAffinityConfig, ValidateService
    ("ClientIPConfig", &[("timeoutSeconds", between(1, 86_400))]),
    ("ServiceSpec", &[("healthCheckNodePort", between_or_zero(1, 65_535))]),
    // networking: ValidateNetworkPolicyPort
    ("NetworkPolicyPort", &[("endPort", between(1, 65_535)), ("port", between(1, 65_535))]),
    // autoscaling: validateHorizontalPodAutoscalerSpec, validateBehavior, validateMetricTarget
    (
        "HorizontalPodAutoscalerSpec",
        &[("maxReplicas", at_least(1)), ("minReplicas", at_least(0)), ("targetCPUUtilizationPercentage", at_least(1))],
    ),
    ("MetricTarget", &[("averageUtilization", at_least(1))]),
    ("HPAScalingRules", &[("stabilizationWindowSeconds", between(0, 3600))]),
    ("HPAScalingPolicy", &[("periodSeconds", between(1, 1800)), ("value", at_least(1))]),
    // policy: ValidatePodDisruptionBudgetSpec
    ("PodDisruptionBudgetSpec", &[("maxUnavailable", at_least(0)), ("minAvailable", at_least(0))]),
    // coordination: ValidateLeaseSpec
    ("LeaseSpec", &[("leaseDurationSeconds", at_least(1)), ("leaseTransitions", at_least(0))]),
    // admissionregistration: validateValidatingWebhook, validateMutatingWebhook; apiserver: webhook.ValidateWebhookService
    ("MutatingWebhook", WEBHOOK),
    ("ValidatingWebhook", WEBHOOK),
    ("ServiceReference", &[("port", between(1, 65_535))]),
    // apiregistration: ValidateAPIService
    ("APIServiceSpec", &[("groupPriorityMinimum", between(1, 20_000)), ("versionPriority", between(1, 1000))]),
    // certificates: validateCertificateSigningRequest
    ("CertificateSigningRequestSpec", &[("expirationSeconds", at_least(600))]),
    // flowcontrol: ValidateFlowSchemaSpec, validateLimitedPriorityLevelConfiguration
    ("FlowSchemaSpec", &[("matchingPrecedence", between_or_zero(1, 10_000))]),
];
