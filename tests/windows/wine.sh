# Sourced: runs Windows' programs under Wine, in a Debian that has a newer one than the machine. $folder is where everything lies; it has the same path inside.

mount_all() {
  local inside=$folder/debian
  mountpoint -q "$inside$folder" || { mkdir -p "$inside$folder"; mount --bind "$folder" "$inside$folder"; }
  mountpoint -q "$inside/proc" || mount -t proc proc "$inside/proc"
  mountpoint -q "$inside/dev" || mount --bind /dev "$inside/dev"
}

# Wine's services go on for a while, and use what is mounted.
unmount_all() {
  local place
  [ ! -d "$folder/prefix" ] || end_processes
  for place in "$folder/debian/dev" "$folder/debian/proc" "$folder/debian$folder"; do
    ! mountpoint -q "$place" || umount "$place" || umount --lazy "$place"
  done
}

# A path of this machine as Windows' programs see it: the drive Z: is /.
windows_path() {
  printf 'Z:%s' "${1//\//\\}"
}

# Ends every program of Windows: tests leave some, and what hangs holds others.
end_processes() {
  chroot "$folder/debian" /usr/bin/env WINEPREFIX="$folder/prefix" sh -c 'wineserver --kill; wineserver --wait' || true
}

# run_dotnet DIRECTORY ARGUMENTS…: nothing of this machine's environment gets there but the path of the packages: $installed, or those of Windows.
# .NET cannot find out the size of the caches of the processor, so it would collect garbage after each quarter of a megabyte, and each collection may meet a thread that Wine is ending.
# WINEDLLOVERRIDES must not name mscoree: Windows' loader asks for it in assemblies of plain IL. Without winedbg a process that crashes ends at once.
run_dotnet() {
  local directory=$1 root
  shift
  root=$(windows_path "$folder/dotnet")
  chroot "$folder/debian" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root LANG=C.UTF-8 XDG_RUNTIME_DIR=/tmp \
    WINEPREFIX="$folder/prefix" WINEDEBUG=-all WINEDLLOVERRIDES='mshtml=;winemenubuilder.exe=;winedbg.exe=' WINEPATH="$root" \
    DOTNET_ROOT="$root" DOTNET_HOST_PATH="$root\\dotnet.exe" NUGET_PACKAGES="$(windows_path "${installed:-$folder/packages-windows}")" \
    DOTNET_GCgen0size=0x2000000 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en \
    DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 MSBUILDTERMINALLOGGER=off \
    sh -c 'cd "$1" && shift && exec wine "$@"' - "$directory" "$folder/dotnet/dotnet.exe" "$@" < /dev/null
}
