//! `wasm-bindgen` of exactly the version that the app is built with. With
//! `WASM_SPLIT` set it first splits the module at its `wasm_split` functions,
//! so that Trunk need know nothing of it: the parts lie in `split/` beside the
//! module, and `script/build-hook` gives them their final names.

use std::{env, error::Error, ffi::OsString, fs, path::PathBuf, process::ExitCode};

use wasm_split_cli_support::{Options, transform};

/// Long enough for the name that the splitter replaces.
const LINK: &str = "./__wasm_split.______________________.js";

fn main() -> ExitCode {
    match run(env::args_os().collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: Vec<OsString>) -> Result<(), Box<dyn Error>> {
    let value = |name: &str| {
        let found = args.iter().find_map(|arg| arg.to_str()?.strip_prefix(name));
        found.map(str::to_owned)
    };
    let (folder, name) = (value("--out-dir="), value("--out-name="));
    let (Some(folder), Some(name), Some(_)) = (folder, name, env::var_os("WASM_SPLIT")) else {
        return bind(args);
    };
    let is_module = |arg: &OsString| arg.to_str().is_some_and(|arg| arg.ends_with(".wasm"));
    let at = args.iter().position(is_module).ok_or("no module was named")?;
    args[at] = split(&PathBuf::from(&args[at]), &folder, &name)?.into();
    args.push("--keep-lld-exports".into());
    args.push("--no-demangle".into());
    bind(args)?;
    // The file moves; the name in the imports object stays what the module imports.
    let script = PathBuf::from(&folder).join(format!("{name}.js"));
    let moved = format!("from \"./split/{}\"", &LINK[2..]);
    let text = fs::read_to_string(&script)?.replace(&format!("from \"{LINK}\""), &moved);
    fs::write(script, text)?;
    Ok(())
}

/// Writes the parts, and gives the path of what is left of the module.
fn split(module: &PathBuf, folder: &str, name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let bytes = fs::read(module)?;
    let parts = PathBuf::from(folder).join("split");
    let _ = fs::remove_dir_all(&parts);
    fs::create_dir_all(&parts)?;
    let rest = module.with_file_name(format!("{name}_split.wasm"));
    let main_module = format!("../{name}.js");
    let mut options = Options::new(&bytes);
    options.output_dir = &parts;
    options.main_out_path = &rest;
    options.main_module = &main_module;
    options.link_name = LINK;
    transform(options).map_err(|error| format!("{error:?}"))?;
    Ok(rest)
}

fn bind(args: Vec<OsString>) -> Result<(), Box<dyn Error>> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(args).map_err(|error| format!("{error:?}").into())
}
