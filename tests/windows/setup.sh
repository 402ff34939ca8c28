# Sourced: lays out Wine and a .NET SDK for Windows in $folder, with what apt and NuGet have. Does only what is missing. $tools is the folder of this file.

set_up() {
  mkdir -p "$folder"
  set_up_wine
  mount_all
  [ -e "$folder/dotnet/dotnet.exe" ] || set_up_dotnet
}

# Older versions of Wine hang at random in longer runs of .NET.
set_up_wine() {
  local inside=$folder/debian mirror
  [ ! -e "$inside/usr/share/doc/wine64" ] || return 0
  apt-get update
  apt-get install --yes --no-install-recommends debootstrap gcc-mingw-w64-x86-64-win32

  # From where this machine has its packages, with its settings.
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -1 | tr -d ' ' || true)
  debootstrap --variant=minbase --include=ca-certificates trixie "$inside" "$mirror"
  cp /etc/apt/apt.conf.d/* "$inside/etc/apt/apt.conf.d/"
  mount_all
  chroot "$inside" sh -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends wine wine64'

  # Tests talk to servers of their own.
  echo '127.0.0.1 localhost' > "$inside/etc/hosts"
}

# The runtime is in a package of NuGet. The SDK is this machine's own, with its assemblies as plain IL, and dotnet.exe is ours.
set_up_dotnet() {
  local linux version root=$folder/dotnet.new shared
  linux=$(dirname "$(readlink -f "$(command -v dotnet)")")
  version=$(ls "$linux/shared/Microsoft.NETCore.App" | sort -V | tail -1)
  shared=$root/shared/Microsoft.NETCore.App/$version
  rm -rf "$root"
  mkdir -p "$root/host/fxr/$version" "$shared"

  # Publishing for Windows fetches the runtime.
  dotnet publish "$tools/TestRunner" --runtime win-x64 --self-contained -p:UseAppHost=true --output "$folder/self-contained"
  local pack=$folder/packages/microsoft.netcore.app.runtime.win-x64/$version/runtimes/win-x64
  cp "$pack"/native/* "$pack"/lib/net10.0/* "$shared/"
  mv "$shared/hostfxr.dll" "$root/host/fxr/$version/"
  cp -r "$linux"/sdk "$linux"/packs "$linux"/templates "$root/"
  [ ! -e "$linux/sdk-manifests" ] || cp -r "$linux/sdk-manifests" "$root/"

  dotnet publish "$tools/PlainIl" --output "$folder/plain-il"
  local sdk
  for sdk in "$root"/sdk/*; do
    dotnet "$folder/plain-il/PlainIl.dll" "$sdk" "$sdk/Roslyn/bincore" "$linux/shared/Microsoft.NETCore.App/$version" "$linux/shared/Microsoft.AspNetCore.App/$version"
  done
  x86_64-w64-mingw32-gcc-win32 -municode -O2 -o "$root/dotnet.exe" "$tools/dotnet.c"
  rm -rf "$folder/dotnet"
  mv "$root" "$folder/dotnet"
}
