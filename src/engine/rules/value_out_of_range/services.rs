//! Bounds of fields of everything but pods and workloads.

use super::{Bounds, TypeRows, at_least, between, between_or_zero};

const WEBHOOK: &[(&str, Bounds)] = &[("timeoutSeconds", between(1, 30))];

const COUNT: &[(&str, Bounds)] = &[("count", between_or_zero(1, i64::MAX))];

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
    // apps: ValidateControllerRevision
    ("ControllerRevision", &[("revision", at_least(0))]),
    // core: ValidateObjectMeta; storage: validateNodeAllocatableUpdatePeriodSeconds, validateTokenRequests, validateCSINodeDriverAllocatable
    ("ObjectMeta", &[("generation", at_least(0))]),
    ("CSIDriverSpec", &[("nodeAllocatableUpdatePeriodSeconds", at_least(10))]),
    ("TokenRequest", &[("expirationSeconds", between(600, 1 << 32))]),
    ("VolumeNodeResources", &[("count", at_least(0))]),
    // resource: validateDeviceAllocationMode, validateResourcePool
    ("DeviceRequest", COUNT),
    ("DeviceSubRequest", COUNT),
    ("ExactDeviceRequest", COUNT),
    ("ResourcePool", &[("generation", at_least(0)), ("resourceSliceCount", at_least(1))]),
    (
        "LimitedPriorityLevelConfiguration",
        &[
            ("borrowingLimitPercent", at_least(0)),
            ("lendablePercent", between(0, 100)),
            ("nominalConcurrencyShares", at_least(0)),
        ],
    ),
    ("ExemptPriorityLevelConfiguration", &[("lendablePercent", between(0, 100)), ("nominalConcurrencyShares", at_least(0))]),
    (
        "QueuingConfiguration",
        &[
            ("handSize", between_or_zero(1, i64::MAX)),
            ("queueLengthLimit", between_or_zero(1, i64::MAX)),
            ("queues", between_or_zero(1, 10_000_000)),
        ],
    ),
    // flowcontrol: ValidateFlowSchemaSpec, validateLimitedPriorityLevelConfiguration
    ("FlowSchemaSpec", &[("matchingPrecedence", between_or_zero(1, 10_000))]),
];
