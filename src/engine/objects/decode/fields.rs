//! What is read of each type: its fields, with the key where that is spelt another way.
//!
//! Everything that a rule, a relation or a view asks of a typed object stands here; what does not (a pod's
//! affinity, say) stays at its default and is judged from the text, as a part. So the worker holds no decoder
//! for what nobody asks for: a field more is a word more here.

use k8s_openapi::api::apps::v1 as apps;
use k8s_openapi::api::autoscaling::v2 as autoscaling;
use k8s_openapi::api::batch::v1 as batch;
use k8s_openapi::api::core::v1 as core;
use k8s_openapi::api::networking::v1 as networking;
use k8s_openapi::api::policy::v1 as policy;
use k8s_openapi::api::rbac::v1 as rbac;
use k8s_openapi::apimachinery::pkg::apis::meta::v1 as meta;

use super::node::{Node, Read};

macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

macro_rules! fields {
    ($module:ident: $($name:ident { $($field:ident $($key:literal)?),* })*) => {
        $(impl Read for $module::$name {
            fn read(&mut self, node: Node<'_>) -> bool {
                $(node.field(key!($field $($key)?), &mut self.$field);)*
                node.is_mapping()
            }
        })*
    };
}

fields! {
    meta:
    ObjectMeta { annotations, generate_name "generateName", labels, name, namespace }
    LabelSelector { match_expressions "matchExpressions", match_labels "matchLabels" }
    LabelSelectorRequirement { key, operator, values }
}

fields! {
    apps:
    DeploymentSpec { min_ready_seconds "minReadySeconds", paused, progress_deadline_seconds "progressDeadlineSeconds", replicas, revision_history_limit "revisionHistoryLimit", selector, strategy, template }
    DeploymentStrategy { rolling_update "rollingUpdate", type_ "type" }
    RollingUpdateDeployment { max_surge "maxSurge", max_unavailable "maxUnavailable" }
    ReplicaSetSpec { min_ready_seconds "minReadySeconds", replicas, selector, template }
    StatefulSetSpec { min_ready_seconds "minReadySeconds", ordinals, pod_management_policy "podManagementPolicy", replicas, revision_history_limit "revisionHistoryLimit", selector, service_name "serviceName", template, update_strategy "updateStrategy", volume_claim_templates "volumeClaimTemplates" }
    StatefulSetOrdinals { start }
    StatefulSetUpdateStrategy { rolling_update "rollingUpdate", type_ "type" }
    RollingUpdateStatefulSetStrategy { max_unavailable "maxUnavailable", partition }
    DaemonSetSpec { min_ready_seconds "minReadySeconds", revision_history_limit "revisionHistoryLimit", selector, template, update_strategy "updateStrategy" }
    DaemonSetUpdateStrategy { rolling_update "rollingUpdate", type_ "type" }
    RollingUpdateDaemonSet { max_surge "maxSurge", max_unavailable "maxUnavailable" }
}

fields! {
    batch:
    JobSpec { active_deadline_seconds "activeDeadlineSeconds", backoff_limit "backoffLimit", completion_mode "completionMode", completions, parallelism, suspend, template, ttl_seconds_after_finished "ttlSecondsAfterFinished" }
    CronJobSpec { concurrency_policy "concurrencyPolicy", failed_jobs_history_limit "failedJobsHistoryLimit", job_template "jobTemplate", schedule, starting_deadline_seconds "startingDeadlineSeconds", successful_jobs_history_limit "successfulJobsHistoryLimit", suspend, time_zone "timeZone" }
    JobTemplateSpec { metadata, spec }
}

fields! {
    core:
    ReplicationControllerSpec { min_ready_seconds "minReadySeconds", replicas, selector, template }
    PodTemplateSpec { metadata, spec }
    PodSpec { active_deadline_seconds "activeDeadlineSeconds", automount_service_account_token "automountServiceAccountToken", containers, dns_policy "dnsPolicy", enable_service_links "enableServiceLinks", host_network "hostNetwork", hostname, image_pull_secrets "imagePullSecrets", init_containers "initContainers", node_name "nodeName", node_selector "nodeSelector", overhead, preemption_policy "preemptionPolicy", priority, priority_class_name "priorityClassName", restart_policy "restartPolicy", runtime_class_name "runtimeClassName", service_account "serviceAccount", service_account_name "serviceAccountName", set_hostname_as_fqdn "setHostnameAsFQDN", subdomain, termination_grace_period_seconds "terminationGracePeriodSeconds", volumes }
    Container { args, command, env, env_from "envFrom", image, image_pull_policy "imagePullPolicy", lifecycle, liveness_probe "livenessProbe", name, ports, readiness_probe "readinessProbe", resources, restart_policy "restartPolicy", startup_probe "startupProbe" }
    ContainerPort { container_port "containerPort", host_ip "hostIP", host_port "hostPort", name, protocol }
    EnvVar { name, value, value_from "valueFrom" }
    EnvVarSource { config_map_key_ref "configMapKeyRef", field_ref "fieldRef", secret_key_ref "secretKeyRef" }
    ConfigMapKeySelector { key, name, optional }
    SecretKeySelector { key, name, optional }
    ObjectFieldSelector { api_version "apiVersion", field_path "fieldPath" }
    EnvFromSource { config_map_ref "configMapRef", prefix, secret_ref "secretRef" }
    ConfigMapEnvSource { name, optional }
    SecretEnvSource { name, optional }
    Probe { exec, failure_threshold "failureThreshold", grpc, http_get "httpGet", initial_delay_seconds "initialDelaySeconds", period_seconds "periodSeconds", success_threshold "successThreshold", tcp_socket "tcpSocket", termination_grace_period_seconds "terminationGracePeriodSeconds", timeout_seconds "timeoutSeconds" }
    ExecAction { command }
    Lifecycle { pre_stop "preStop" }
    LifecycleHandler { exec, http_get "httpGet", sleep }
    SleepAction { seconds }
    HTTPGetAction { host, path, port, scheme }
    TCPSocketAction { host, port }
    GRPCAction { mode, port, service }
    ResourceRequirements { limits, requests }
    Volume { config_map "configMap", ephemeral, name, persistent_volume_claim "persistentVolumeClaim", projected, secret }
    ConfigMapVolumeSource { default_mode "defaultMode", default_user "defaultUser", items, name, optional }
    SecretVolumeSource { default_mode "defaultMode", default_user "defaultUser", items, optional, secret_name "secretName" }
    KeyToPath { key, mode, path, user }
    PersistentVolumeClaimVolumeSource { claim_name "claimName", read_only "readOnly" }
    ProjectedVolumeSource { default_mode "defaultMode", default_user "defaultUser", sources }
    VolumeProjection { config_map "configMap", secret }
    ConfigMapProjection { items, name, optional }
    SecretProjection { items, name, optional }
    EphemeralVolumeSource { volume_claim_template "volumeClaimTemplate" }
    PersistentVolumeClaimTemplate { metadata, spec }
    PersistentVolumeClaim { metadata, spec }
    PersistentVolumeClaimSpec { access_modes "accessModes", resources, selector, storage_class_name "storageClassName", volume_mode "volumeMode", volume_name "volumeName" }
    VolumeResourceRequirements { limits, requests }
    PersistentVolumeSpec { access_modes "accessModes", capacity, claim_ref "claimRef", persistent_volume_reclaim_policy "persistentVolumeReclaimPolicy", storage_class_name "storageClassName", volume_mode "volumeMode" }
    NamespaceSpec { finalizers }
    ObjectReference { api_version "apiVersion", field_path "fieldPath", kind, name, namespace, resource_version "resourceVersion", uid }
    LocalObjectReference { name }
    TypedLocalObjectReference { api_group "apiGroup", kind, name }
    ServiceSpec { cluster_ip "clusterIP", cluster_ips "clusterIPs", external_ips "externalIPs", external_name "externalName", external_traffic_policy "externalTrafficPolicy", internal_traffic_policy "internalTrafficPolicy", ports, publish_not_ready_addresses "publishNotReadyAddresses", selector, session_affinity "sessionAffinity", type_ "type" }
    ServicePort { app_protocol "appProtocol", name, node_port "nodePort", port, protocol, target_port "targetPort" }
}

fields! {
    networking:
    IngressSpec { default_backend "defaultBackend", ingress_class_name "ingressClassName", rules, tls }
    IngressBackend { resource, service }
    IngressServiceBackend { name, port }
    ServiceBackendPort { name, number }
    IngressRule { host, http }
    HTTPIngressRuleValue { paths }
    HTTPIngressPath { backend, path, path_type "pathType" }
    IngressTLS { hosts, secret_name "secretName" }
    IngressClassSpec { controller }
    NetworkPolicySpec { pod_selector "podSelector", policy_types "policyTypes" }
}

fields! {
    policy:
    PodDisruptionBudgetSpec { max_unavailable "maxUnavailable", min_available "minAvailable", selector, unhealthy_pod_eviction_policy "unhealthyPodEvictionPolicy" }
}

fields! {
    autoscaling:
    HorizontalPodAutoscalerSpec { max_replicas "maxReplicas", metrics, min_replicas "minReplicas", scale_target_ref "scaleTargetRef" }
    CrossVersionObjectReference { api_version "apiVersion", kind, name }
    MetricSpec { container_resource "containerResource", resource, type_ "type" }
    ResourceMetricSource { name, target }
    ContainerResourceMetricSource { container, name, target }
    MetricTarget { average_utilization "averageUtilization", average_value "averageValue", type_ "type", value }
}

fields! {
    rbac:
    AggregationRule { cluster_role_selectors "clusterRoleSelectors" }
    PolicyRule { api_groups "apiGroups", non_resource_urls "nonResourceURLs", resource_names "resourceNames", resources, verbs }
    RoleRef { api_group "apiGroup", kind, name }
    Subject { api_group "apiGroup", kind, name, namespace }
}
