#!/usr/bin/env bash
# Runs FeastFlow on a local kind cluster. It can be run again at any time: what already
# exists is kept, manifests are applied anew, and freshly built images are rolled out.
set -euo pipefail

here="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"

manifests="${FEASTFLOW_MANIFESTS:-$here}"
backend_dir="${FEASTFLOW_BACKEND_DIR:-backend}"
frontend_dir="${FEASTFLOW_FRONTEND_DIR:-frontend}"
cluster="${FEASTFLOW_CLUSTER:-feastflow}"
timeout="${FEASTFLOW_TIMEOUT:-300s}"
ingress_version="${INGRESS_NGINX_VERSION:-controller-v1.15.1}"
build=true
dry_run=false

readonly namespace=feastflow
readonly backend_image=feastflow-backend:latest
readonly frontend_image=feastflow-frontend:latest

usage() {
  cat <<'TEXT'
Usage: setup-kind.sh [options]

  --backend DIR     folder with the backend's Dockerfile   (FEASTFLOW_BACKEND_DIR, default: backend)
  --frontend DIR    folder with the frontend's Dockerfile  (FEASTFLOW_FRONTEND_DIR, default: frontend)
  --manifests DIR   folder with the numbered manifests     (FEASTFLOW_MANIFESTS, default: this script's)
  --cluster NAME    name of the kind cluster               (FEASTFLOW_CLUSTER, default: feastflow)
  --skip-build      load the images as they are, without building them
  --dry-run         print the commands, run none of them
  --help            show this text

FEASTFLOW_TIMEOUT (default 300s) limits each wait; INGRESS_NGINX_VERSION (default
controller-v1.15.1) picks the release of the ingress controller.
TEXT
}

say() { printf '\n==> %s\n' "$*"; }

die() {
  printf 'setup-kind.sh: %s\n' "$*" >&2
  exit 1
}

# Prints a command so that it can be pasted into a shell.
show() {
  local word
  printf '  $'
  for word in "$@"; do
    case $word in
      *\'*) printf ' %q' "$word" ;;
      *[!A-Za-z0-9_./:=,@+-]* | '') printf " '%s'" "$word" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
}

# Every command that changes something goes through here.
run() {
  show "$@"
  if [[ $dry_run == false ]]; then
    "$@"
  fi
}

# The admission webhook may refuse connections for some seconds after its pod is ready.
run_retrying() {
  local attempt
  for attempt in 1 2 3 4 5; do
    if run "$@"; then
      return 0
    fi
    printf '  attempt %s of 5 failed, next one in 5 s\n' "$attempt" >&2
    sleep 5
  done
  die "gave up: $*"
}

kube() { run kubectl --context "kind-$cluster" "$@"; }

parse_options() {
  while (($# > 0)); do
    case $1 in
      --backend | --frontend | --manifests | --cluster)
        (($# > 1)) || die "$1 needs a value (see --help)"
        case $1 in
          --backend) backend_dir=$2 ;;
          --frontend) frontend_dir=$2 ;;
          --manifests) manifests=$2 ;;
          --cluster) cluster=$2 ;;
        esac
        shift 2
        ;;
      --skip-build)
        build=false
        shift
        ;;
      --dry-run)
        dry_run=true
        shift
        ;;
      --help | -h)
        usage
        exit 0
        ;;
      *) die "unknown option: $1 (see --help)" ;;
    esac
  done
}

# Finds out everything that is missing before anything is done.
check_prerequisites() {
  say "Checking tools and files"
  local -a missing=()
  local tool dir

  for tool in docker kind kubectl; do
    if command -v "$tool" >/dev/null; then
      printf '  found %s\n' "$tool"
    else
      missing+=("the command $tool")
    fi
  done
  if [[ $build == true ]]; then
    for dir in "$backend_dir" "$frontend_dir"; do
      [[ -f $dir/Dockerfile ]] || missing+=("the file $dir/Dockerfile")
    done
  fi
  # The manifests are part of the checkout, so their absence is an error in a dry run too.
  [[ -f $manifests/00-namespace.yaml ]] || die "no manifests in $manifests (see --manifests)"
  [[ -f $here/kind-cluster.yaml ]] || die "kind-cluster.yaml is not beside this script"

  if ((${#missing[@]} > 0)); then
    printf '  missing: %s\n' "${missing[@]}"
    [[ $dry_run == true ]] || die "please provide what is missing, or look at --dry-run first"
  elif [[ $dry_run == false ]]; then
    docker info >/dev/null 2>&1 || die "docker is installed, but its daemon does not answer"
  fi
}

cluster_exists() {
  [[ $dry_run == false ]] && kind get clusters 2>/dev/null | grep -Fxq -- "$cluster"
}

create_cluster() {
  say "Cluster $cluster"
  if cluster_exists; then
    printf '  exists already\n'
  else
    run kind create cluster --name "$cluster" --config "$here/kind-cluster.yaml" --wait "$timeout"
  fi
  kube cluster-info
}

provide_images() {
  if [[ $build == true ]]; then
    say "Building the images"
    run docker build --tag "$backend_image" "$backend_dir"
    run docker build --tag "$frontend_image" "$frontend_dir"
  fi
  say "Copying the images into the nodes"
  run kind load docker-image --name "$cluster" "$backend_image" "$frontend_image"
}

install_ingress_controller() {
  say "Ingress controller"
  kube apply -f "https://raw.githubusercontent.com/kubernetes/ingress-nginx/$ingress_version/deploy/static/provider/kind/deploy.yaml"
  # Only the labelled node has its ports 80 and 443 mapped to this machine.
  kube --namespace ingress-nginx patch deployment ingress-nginx-controller --type merge \
    --patch '{"spec":{"template":{"spec":{"nodeSelector":{"ingress-ready":"true","kubernetes.io/os":"linux"}}}}}'
  kube --namespace ingress-nginx rollout status deployment/ingress-nginx-controller "--timeout=$timeout"
}

deployments_exist() {
  [[ $dry_run == false ]] &&
    kubectl --context "kind-$cluster" --namespace "$namespace" \
      get deployment feastflow-backend feastflow-frontend >/dev/null 2>&1
}

apply_manifests() {
  say "Applying the manifests in order"
  local file
  local restart=false
  if deployments_exist; then
    restart=true
  fi

  for file in "$manifests"/[0-9][0-9]-*.yaml; do
    case $file in
      *-ingress.yaml) run_retrying kubectl --context "kind-$cluster" apply -f "$file" ;;
      *) kube apply -f "$file" ;;
    esac
    # Backends that find a database at their first start need no second one.
    case $file in
      */05-*) kube --namespace "$namespace" rollout status statefulset/postgres "--timeout=$timeout" ;;
    esac
  done

  # The tag is always :latest, so a new image alone changes nothing in the Deployments.
  if [[ $restart == true ]]; then
    kube --namespace "$namespace" rollout restart deployment/feastflow-backend deployment/feastflow-frontend
  fi
}

wait_for_rollouts() {
  say "Waiting until everything is available"
  kube --namespace "$namespace" rollout status deployment/feastflow-backend "--timeout=$timeout"
  kube --namespace "$namespace" rollout status deployment/feastflow-frontend "--timeout=$timeout"
  kube --namespace "$namespace" get pods,services,ingress
}

print_directions() {
  say "How to reach it"
  cat <<TEXT
  By name, once this line is in /etc/hosts:
    127.0.0.1 feastflow.local
  then open http://feastflow.local/ or ask the API:
    curl http://feastflow.local/api/ready

  Without touching /etc/hosts:
    curl --resolve feastflow.local:80:127.0.0.1 http://feastflow.local/api/ready
    kubectl --context kind-$cluster -n $namespace port-forward service/feastflow-frontend 3000:3000
    (port-forward shows the pages only; calls to /api need the Ingress)

  To remove everything, the data included:
    kind delete cluster --name $cluster
TEXT
}

main() {
  parse_options "$@"
  check_prerequisites
  create_cluster
  provide_images
  install_ingress_controller
  apply_manifests
  wait_for_rollouts
  print_directions
}

main "$@"
