#!/bin/sh
# Takes out of node_modules what a container never loads: programs for other systems, and a library of models that
# LanceDB could use and the platform does not. Run it in the folder that holds node_modules.
set -eu
case $(uname -m) in
  x86_64) arch=x64 ;;
  aarch64) arch=arm64 ;;
  *) echo "there are no prebuilt programs for $(uname -m)" >&2; exit 1 ;;
esac

find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 -type d -not -path "*/linux/$arch" -exec rm -rf {} +
find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 -not -name "$(uname -m)-unknown-linux-gnu" -exec rm -rf {} +
rm -rf node_modules/@huggingface/transformers node_modules/onnxruntime-web
