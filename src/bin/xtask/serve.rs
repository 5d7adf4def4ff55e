//! The application on localhost.

use std::{collections::BTreeMap, fs, path::Path};

use tiny_http::{Header, Response, Server};

use crate::{
    size::brotli,
    tools, words,
    workspace::{Outcome, Workspace, name_of, read, run},
};

const PORT: &str = "8080";

/// The plain development build, rebuilt on every change.
pub(crate) fn development(workspace: &Workspace) -> Outcome {
    let (trunk, path) = tools::for_serving(workspace)?;
    words::cut_for_development(workspace)?;
    println!("The application will be on http://localhost:{PORT}");
    run(workspace
        .command(trunk)
        // Offline: what Trunk needs stands on its PATH, and a mismatch is an error rather than a download.
        .args(["serve", "--offline", "--port", PORT])
        .env("PATH", path)
        .env("CARGO_TARGET_DIR", workspace.target())
        // Trunk reads this as a flag of its own and stops at any value but "true" or "false".
        .env_remove("NO_COLOR"))
}

/// A file ready to be sent.
struct Page {
    kind: &'static str,
    plain: Vec<u8>,
    packed: Vec<u8>,
}

/// `dist/`, as a static host with compression would serve it.
pub(crate) fn release(workspace: &Workspace) -> Outcome {
    let mut pages = BTreeMap::new();
    collect(&workspace.dist(), "/", &mut pages)?;
    let server = Server::http(format!("127.0.0.1:{PORT}"))
        .map_err(|error| format!("cannot listen on port {PORT}: {error}"))?;
    println!("The release is on http://localhost:{PORT}");
    for request in server.incoming_requests() {
        let address = request.url().split('?').next().unwrap_or("/");
        let address = if address == "/" {
            "/index.html"
        } else {
            address
        };
        let takes_brotli = request.headers().iter().any(|header| {
            header.field.equiv("Accept-Encoding") && header.value.as_str().contains("br")
        });
        let answered = match pages.get(address) {
            None => request.respond(Response::from_string("not found").with_status_code(404)),
            Some(page) => {
                let content = if takes_brotli {
                    &page.packed
                } else {
                    &page.plain
                };
                let mut response = Response::from_data(content.clone());
                let encoding = takes_brotli.then_some(("Content-Encoding", "br"));
                // Only index.html keeps its name from release to release.
                let lasting = if address == "/index.html" {
                    "no-cache"
                } else {
                    "max-age=31536000, immutable"
                };
                let headers = [("Content-Type", page.kind), ("Cache-Control", lasting)];
                for (name, value) in headers.into_iter().chain(encoding) {
                    if let Ok(header) = Header::from_bytes(name, value) {
                        response.add_header(header);
                    }
                }
                request.respond(response)
            }
        };
        // A browser that went away is not our fault, nor a reason to stop.
        drop(answered);
    }
    Ok(())
}

fn collect(folder: &Path, address: &str, pages: &mut BTreeMap<String, Page>) -> Outcome {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("cannot list {}: {error}", folder.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let address = format!("{address}{}", name_of(&path));
        if path.is_dir() {
            collect(&path, &format!("{address}/"), pages)?;
        } else {
            let plain = read(&path)?;
            let page = Page {
                kind: kind(&path),
                packed: brotli(&plain, 9)?,
                plain,
            };
            pages.insert(address, page);
        }
    }
    Ok(())
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
