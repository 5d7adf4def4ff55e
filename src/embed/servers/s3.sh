#!/bin/sh
# The growth wheel on S3: ./s3.sh <folder of the release> <bucket>. Needs the AWS command line. S3 compresses nothing and
# sends no policy for frames: put CloudFront before it, with compression on, the managed response headers policy
# "CORS-With-Preflight-And-SecurityHeadersPolicy" without its X-Frame-Options for embed.html.
set -eu
folder=$1
bucket=$2
lasting="public, max-age=31536000, immutable"
put() { aws s3 cp "$folder" "s3://$bucket" --recursive --exclude "*" "$@"; }
# Files named by their content first, so that no page asks for one that is not there yet.
put --include "*.????????.js" --content-type "text/javascript; charset=utf-8" --cache-control "$lasting"
put --include "*.????????.css" --content-type "text/css; charset=utf-8" --cache-control "$lasting"
put --include "*.wasm" --content-type "application/wasm" --cache-control "$lasting"
put --include "i18n/*.json" --content-type "application/json; charset=utf-8" --cache-control "$lasting"
put --include "growth-wheel.js" --content-type "text/javascript; charset=utf-8" --cache-control "no-cache"
put --include "*.json" --exclude "i18n/*" --content-type "application/json; charset=utf-8" --cache-control "no-cache"
put --include "*.html" --content-type "text/html; charset=utf-8" --cache-control "no-cache"
aws s3api put-bucket-cors --bucket "$bucket" --cors-configuration '{"CORSRules":[{"AllowedOrigins":["*"],"AllowedMethods":["GET","HEAD"],"AllowedHeaders":["*"],"MaxAgeSeconds":86400}]}'
