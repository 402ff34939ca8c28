// dotnet.exe, which is in no package: loads the newest host\fxr next to it, and starts dotnet.dll with the same arguments.
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

#define LENGTH 2048

typedef int (*start_host)(int, const wchar_t **, const wchar_t *host, const wchar_t *root, const wchar_t *application);

// Copies the name of the only or last version, e.g. 10.0.1.
static int find_version(const wchar_t *root, wchar_t *version) {
  wchar_t pattern[LENGTH];
  WIN32_FIND_DATAW found;
  swprintf(pattern, LENGTH, L"%ls\\host\\fxr\\*", root);
  HANDLE search = FindFirstFileW(pattern, &found);
  version[0] = 0;
  if (search == INVALID_HANDLE_VALUE) return 0;
  do {
    if (found.cFileName[0] != L'.' && wcscmp(found.cFileName, version) > 0) wcscpy(version, found.cFileName);
  } while (FindNextFileW(search, &found));
  FindClose(search);
  return version[0] != 0;
}

int wmain(int argc, wchar_t **argv) {
  wchar_t self[LENGTH], root[LENGTH], version[MAX_PATH], library[LENGTH], application[LENGTH];
  GetModuleFileNameW(NULL, self, LENGTH);
  wcscpy(root, self);
  *wcsrchr(root, L'\\') = 0;
  if (!find_version(root, version)) {
    fwprintf(stderr, L"There is no host\\fxr in %ls.\n", root);
    return 1;
  }
  swprintf(library, LENGTH, L"%ls\\host\\fxr\\%ls\\hostfxr.dll", root, version);
  swprintf(application, LENGTH, L"%ls\\dotnet.dll", root);
  HMODULE host = LoadLibraryW(library);
  if (!host) {
    fwprintf(stderr, L"%ls cannot be loaded: error %lu.\n", library, GetLastError());
    return 1;
  }
  start_host start = (start_host)GetProcAddress(host, "hostfxr_main_startupinfo");
  return start(argc, (const wchar_t **)argv, self, root, application);
}
