# Sourced: builds the README's project on both systems: cold, again, and after one edit. Its outputs and the ids of its results must be the same. On Windows also with the cache on another drive.

readme_project() {
  local system
  # Called in a condition, where the shell does not end at a failure by itself.
  rm -rf "$folder/feed" "$folder"/packages*/tango.* "$folder"/readme-* "$folder/prefix/drive_c/tango cache"
  dotnet pack src/Tango.Core "${fast[@]}" --output "$folder/feed" || return
  # This SDK says that it runs on Linux, so the tasks that are compiled for Linux would be taken.
  dotnet pack src/Tango.Build.Tasks "${fast[@]}" -p:TangoReadyToRun=false --output "$folder/feed" || return
  for system in linux windows; do
    write_readme_project "$folder/readme-$system"
    build_readme_project "$system" cold '2 ran' || return
    build_readme_project "$system" again 'all 2 steps are up to date' || return
    sed -i 's/Count="3"/Count="2"/' "$folder/readme-$system/App.csproj"
    build_readme_project "$system" edited '1 ran, 1 cached' || return
  done

  # The project is on the drive Z:.
  build_readme_project windows drive '2 ran' '-p:TangoCacheDirectory=C:\tango cache' || return
  build_readme_project windows drive 'all 2 steps are up to date' '-p:TangoCacheDirectory=C:\tango cache' || return
  diff <(ids_in readme-linux) <(ids_in readme-windows) || return
  diff "$folder"/readme-{linux,windows}/bin/Debug/net10.0/top.json
}

ids_in() {
  ls "$folder/$1/.tango/cache"
}

# The code blocks of the README that have a file name.
write_readme_project() {
  mkdir -p "$1"
  awk -v folder="$1" '/^```[a-z]+ [A-Za-z]+\.[a-z]+$/ { file = folder "/" $2; next } /^```/ { file = "" } file { print > file }' README.md
  cat > "$1/Directory.Build.props" <<< '<Project>
  <!-- The host and the packs for other systems are not in this SDK. -->
  <PropertyGroup><UseAppHost>false</UseAppHost><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads></PropertyGroup>
</Project>'
  cat > "$1/nuget.config" <<< '<configuration><packageSources><clear /><add key="under test" value="../feed" /><add key="this machine" value="../packages" /></packageSources></configuration>'
}

# build_readme_project SYSTEM STATE EXPECTED ARGUMENTS…
build_readme_project() {
  local system=$1 state=$2 expected=$3 log=$folder/readme-$1-$2.log
  shift 3
  if [ "$system" = windows ]; then
    run_dotnet "$folder/readme-windows" build -m:1 -p:UseSharedCompilation=false "$@" > "$log" 2>&1 || true
  else
    (cd "$folder/readme-linux" && NUGET_PACKAGES=$folder/packages-linux dotnet build -tl:off "$@" > "$log" 2>&1) || true
  fi
  grep -qF "$expected" "$log" || {
    echo "README's project, $system, $state: no '$expected' in $log" >&2
    return 1
  }
}
