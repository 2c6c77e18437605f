// A set as a company has it: namespaces of applications, each with what belongs to it; 60 make 312 objects.

const teams = ["shop", "payments", "search", "delivery", "accounts", "platform"];
const parts = ["web", "api", "worker", "orders", "catalog", "prices", "mail", "reports", "events", "images"];

const metadata = (name, namespace, app) => `metadata:\n  name: ${name}\n  namespace: ${namespace}\n  labels: {app.kubernetes.io/name: ${app}, app.kubernetes.io/part-of: ${namespace}}`;

function application(n, of) {
  const namespace = teams[Math.floor((n * teams.length) / of)];
  const part = parts[n % parts.length];
  const app = `${namespace}-${part}`;
  const next = (step) => {
    const other = (n + step) % of;
    const there = teams[Math.floor((other * teams.length) / of)];
    return `http://${there}-${parts[other % parts.length]}.${there}:80`;
  };
  const documents = [
    `apiVersion: apps/v1\nkind: Deployment\n${metadata(app, namespace, app)}\nspec:\n  selector: {matchLabels: {app: ${app}}}\n  template:\n    metadata: {labels: {app: ${app}}}\n    spec:\n      containers:\n        - name: ${part}\n          image: registry.example/${app}:1.4.${n}\n          ports: [{name: http, containerPort: 8080}]\n          envFrom:\n            - configMapRef: {name: ${app}-settings}\n          env:\n            - {name: UPSTREAM, value: "${next(1)}"}${n % 7 === 0 ? `\n            - {name: AUDIT, value: "${next(23)}"}` : ""}\n            - name: PASSWORD\n              valueFrom: {secretKeyRef: {name: ${namespace}-database, key: password}}`,
    `apiVersion: v1\nkind: Service\n${metadata(app, namespace, app)}\nspec:\n  selector: {app: ${app}}\n  ports: [{name: http, port: 80, targetPort: http}]`,
    `apiVersion: v1\nkind: ConfigMap\n${metadata(`${app}-settings`, namespace, app)}\ndata:\n  LEVEL: info`,
    `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n${metadata(app, namespace, app)}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${app}}\n  minReplicas: 2\n  maxReplicas: 6\n  metrics:\n    - type: Resource\n      resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}`,
  ];
  if (n % 3 === 0) documents.push(`apiVersion: networking.k8s.io/v1\nkind: Ingress\n${metadata(app, namespace, app)}\nspec:\n  ingressClassName: nginx\n  rules:\n    - host: ${part}.${namespace}.example.org\n      http:\n        paths:\n          - {path: /, pathType: Prefix, backend: {service: {name: ${app}, port: {name: http}}}}`);
  if (n % 2 === 0) documents.push(`apiVersion: policy/v1\nkind: PodDisruptionBudget\n${metadata(app, namespace, app)}\nspec:\n  maxUnavailable: 1\n  selector: {matchLabels: {app: ${app}}}`);
  return documents;
}

/** The files of so many applications: one for each namespace. */
export function large(applications = 60) {
  const files = new Map();
  const add = (namespace, documents) => files.set(namespace, [...(files.get(namespace) ?? []), ...documents]);
  for (let n = 0; n < applications; n += 1) add(teams[Math.floor((n * teams.length) / applications)], application(n, applications));
  for (const [namespace, documents] of files) {
    documents.push(`apiVersion: v1\nkind: Secret\n${metadata(`${namespace}-database`, namespace, "database")}\nstringData:\n  password: example`);
  }
  return [...files].map(([namespace, documents]) => ({ name: `${namespace}.yaml`, text: `${documents.join("\n---\n")}\n` }));
}

/** Adds files to what is open, as dropping them does. */
export async function drop(page, files) {
  const data = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, text } of all) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await page.dispatchEvent("section[aria-label=Files]", "drop", { dataTransfer: data });
}
