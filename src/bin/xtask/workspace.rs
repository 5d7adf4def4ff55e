//! Where things are, and how another program is run.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What a command ends with; the error is the sentence the developer reads.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// The folders of this project.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the project by what Cargo tells a program it runs, or by the folder this was compiled in.
    pub(crate) fn find() -> Outcome<Self> {
        let root = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        if !root.join("Cargo.toml").is_file() {
            return Err(format!("no Cargo.toml in {}", root.display()));
        }
        // Cargo marks the target folder this program was built into, wherever it has been moved to.
        let target = std::env::current_exe()
            .ok()
            .and_then(|program| {
                program
                    .ancestors()
                    .find(|folder| folder.join("CACHEDIR.TAG").is_file())
                    .map(Path::to_path_buf)
            })
            .unwrap_or_else(|| root.join("target"));
        Ok(Self { root, target })
    }

    /// The folder of Cargo.toml.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target folder.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The release, ready for any static host.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The texts cut for the development server; index.html names this folder, so it never moves with Cargo's.
    pub(crate) fn words(&self) -> PathBuf {
        self.root.join("target").join("words")
    }

    /// A program to be run in the project's folder.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo, the one that runs this program.
    pub(crate) fn cargo_command(&self, arguments: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = self.command(cargo);
        command
            .args(arguments)
            .env("CARGO_TARGET_DIR", &self.target)
            // Cargo sets these for the program it runs; a nested one must not take them for its own.
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("CARGO_PKG_NAME");
        command
    }

    /// Runs Cargo and shows what it prints.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Outcome {
        run(&mut self.cargo_command(arguments))
    }
}

/// Runs a program, its output shown as it comes; anything but success is an error that names the command.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command
        .status()
        .map_err(|error| format!("cannot start {}: {error}", said(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", said(command)))
    }
}

/// Runs a program in silence; its standard output, or nothing when it is missing or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as it would be typed.
pub(crate) fn said(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut text = program
        .file_stem()
        .unwrap_or(program.as_os_str())
        .to_string_lossy()
        .into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

/// Reads a file; the error names it.
pub(crate) fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Reads a file as text; the error names it.
pub(crate) fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Writes a file and the folders above it; the error names it.
pub(crate) fn write(path: &Path, content: &[u8]) -> Outcome {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    fs::write(path, content).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Outcome {
    fs::create_dir_all(path).map_err(|error| format!("cannot make {}: {error}", path.display()))
}

/// Makes a folder that is empty, whatever was there.
pub(crate) fn make_empty_folder(path: &Path) -> Outcome {
    if path.exists() {
        fs::remove_dir_all(path)
            .map_err(|error| format!("cannot empty {}: {error}", path.display()))?;
    }
    make_folder(path)
}

/// The files of a folder, without those of its sub-folders, sorted by name.
pub(crate) fn files_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    entries_of(folder, Path::is_file)
}

/// The folders in a folder, sorted.
pub(crate) fn folders_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    entries_of(folder, Path::is_dir)
}

fn entries_of(folder: &Path, wanted: fn(&Path) -> bool) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("cannot list {}: {error}", folder.display()))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| wanted(path))
        .collect();
    found.sort();
    Ok(found)
}

/// The last part of a path, as text.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
