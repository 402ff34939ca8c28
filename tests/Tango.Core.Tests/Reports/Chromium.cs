using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tango.Core.Tests.Reports;

/// <summary>Chromium without a window: shows pages as people's browsers do.</summary>
internal static class Chromium
{
    /// <summary>If this environment variable is set, tests fail where there is no Chromium, and are not skipped.</summary>
    public const string Needed = "TANGO_TESTS_NEED_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Its full path; null if there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Opens a page, runs a script in it when it is loaded, and gives back what the script returned.</summary>
    /// <param name="html">The page. The script is added to it and to what its policy allows.</param>
    /// <param name="script">The body of a function. Violations of the policy, and errors, are in <c>window.faults</c>.</param>
    /// <param name="anchor">The anchor in the address.</param>
    public static async Task<JsonElement> RunAsync(string html, string script, string anchor = "")
    {
        var driver = $$"""
            window.faults = [];
            addEventListener('error', event => window.faults.push(event.message));
            document.addEventListener('securitypolicyviolation', event => window.faults.push(event.violatedDirective + ' ' + event.blockedURI));
            addEventListener('load', () => {
                let result;
                try { result = (() => { {{script}} })(); } catch (error) { result = String(error.stack); }
                const place = document.createElement('output');
                place.id = 'driver';
                place.textContent = JSON.stringify(result);
                document.body.append(place);
            });
            """.ReplaceLineEndings("\n");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(driver)));
        var page = html.Replace("script-src ", $"script-src 'sha256-{hash}' ", StringComparison.Ordinal).Replace("<title>", $"<script>{driver}</script><title>", StringComparison.Ordinal);
        using var directory = new TemporaryDirectory();
        var dom = await RunAsync(directory, page, anchor, "--dump-dom");
        var result = Regex.Match(dom, "<output id=\"driver\">(.*?)</output>", RegexOptions.Singleline);
        Assert.True(result.Success, dom);
        return JsonDocument.Parse(System.Net.WebUtility.HtmlDecode(result.Groups[1].Value)).RootElement;
    }

    /// <summary>The page's document after its script has run.</summary>
    public static async Task<string> DumpAsync(string html, string anchor = "")
    {
        using var directory = new TemporaryDirectory();
        return await RunAsync(directory, html, anchor, "--dump-dom");
    }

    /// <summary>Writes a picture of a page.</summary>
    /// <param name="picture">The full path of the PNG file.</param>
    public static async Task ShootAsync(string html, string picture, int width, int height, bool isDark, string anchor = "")
    {
        using var directory = new TemporaryDirectory();
        string[] dark = isDark ? ["--blink-settings=preferredColorScheme=0"] : [];
        await RunAsync(directory, html, anchor, [.. dark, $"--screenshot={picture}", $"--window-size={width},{height}", "--hide-scrollbars"]);
    }

    // The folders of tests have percent signs and other characters that addresses must escape.
    private static string AddressOf(string path) => "file://" + string.Join('/', path.Split(System.IO.Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));

    private static async Task<string> RunAsync(TemporaryDirectory directory, string html, string anchor, params string[] arguments)
    {
        var page = directory.PathOf("page.html");
        await File.WriteAllTextAsync(page, html);
        var start = new ProcessStartInfo(Path ?? throw new InvalidOperationException("There is no Chromium."))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in (string[])["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={directory.PathOf("profile")}", .. arguments, AddressOf(page) + anchor])
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }
}
