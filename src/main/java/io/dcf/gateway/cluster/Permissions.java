package io.dcf.gateway.cluster;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The permissions that the gateway needs in the functions' namespace. */
enum Permissions {
    DEPLOYMENTS("apps", "deployments", "get list watch create patch delete"),
    SERVICES("", "services", "get list watch create patch delete"),
    AUTOSCALERS("autoscaling", "horizontalpodautoscalers", "get create patch delete"),
    PODS("", "pods", "get list watch"),
    LOGS("", "pods/log", "get"),
    ENDPOINTS("discovery.k8s.io", "endpointslices", "list watch"),
    SECRETS("", "secrets", "get list create patch delete"),
    LEASES("coordination.k8s.io", "leases", "get create patch");

    private final String group;
    private final String resource;
    private final String verbs;

    Permissions(String group, String resource, String verbs) {
        this.group = group;
        this.resource = resource;
        this.verbs = verbs;
    }

    /** Throws a {@link ClusterException} if some are missing, or if the API server does not answer. */
    static void require(NamespacedKubernetesClient client) {
        List<String> missing;
        try {
            missing = missing(client);
        } catch (KubernetesClientException e) {
            throw ClusterException.of(client.getMasterUrl(), e);
        }
        if (!missing.isEmpty()) {
            throw ClusterException.forbidden(client.getNamespace(), missing);
        }
    }

    /** The missing ones, each as {@code resource (verbs)}; none if the API server cannot list them. */
    private static List<String> missing(NamespacedKubernetesClient client) {
        SelfSubjectRulesReview review = client.authorization()
                .v1()
                .selfSubjectRulesReview()
                .create(new SelfSubjectRulesReviewBuilder()
                        .withNewSpec(client.getNamespace())
                        .build());
        if (review.getStatus() == null || Boolean.TRUE.equals(review.getStatus().getIncomplete())) {
            return List.of();
        }
        List<ResourceRule> rules = review.getStatus().getResourceRules();
        return Arrays.stream(values())
                .filter(each -> !each.missing(rules).isEmpty())
                .map(each -> each + " (" + String.join(" ", each.missing(rules)) + ")")
                .toList();
    }

    private List<String> missing(List<ResourceRule> rules) {
        return Stream.of(verbs.split(" "))
                .filter(verb -> rules.stream().noneMatch(rule -> isAllowed(verb, rule)))
                .toList();
    }

    /** The spelling of RBAC's messages. */
    @Override
    public String toString() {
        return group.isEmpty() ? resource : resource + "." + group;
    }

    private boolean isAllowed(String verb, ResourceRule rule) {
        return has(rule.getVerbs(), verb)
                && has(rule.getApiGroups(), group)
                && has(rule.getResources(), resource)
                && (rule.getResourceNames() == null || rule.getResourceNames().isEmpty());
    }

    private static boolean has(List<String> values, String value) {
        return values.contains(value) || values.contains("*");
    }
}
