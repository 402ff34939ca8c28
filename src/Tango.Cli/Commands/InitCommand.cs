using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Tango.Cli.Output;
using Tango.IO;

namespace Tango.Cli.Commands;

/// <summary><c>tango init</c>: adds the package, a first step and the entry in <c>.gitignore</c>.</summary>
internal static class InitCommand
{
    private const string Package = "Tango.Build";
    private const string Ignored = ".tango/";
    private const string SourceName = "Hello.cs";

    public static Command Create(CliContext context)
    {
        var project = new Option<string?>("--project") { Description = "The project's file, if there are several in the folder.", HelpName = "FILE" };
        var command = new Command("init", "Adds the package Tango.Build, a first step and .tango/ in .gitignore to the project of this folder.") { Options = { project } };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var path = FindProject(context.Folder, arguments.GetValue(project));
            var workspace = arguments.WorkspaceOf(context);
            var added = new List<string>();
            if (await AddPackageAsync(context, path, cancellationToken).ConfigureAwait(false))
                added.Add($"package {Package} in {Path.GetFileName(path)}");

            if (AddStep(path))
                added.Add($"step hello in {Path.GetFileName(path)}, class Hello in {SourceName}");

            if (Ignore(workspace.Root))
                added.Add($"{Ignored} in {Path.Combine(workspace.Root, ".gitignore")}");

            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, JsonText.Array(added, text => JsonValue.Create(text)));
            else if (added.Count == 0)
                context.Out.WriteLine("There is nothing to add.");
            else
                added.Append("Run it: tango run").ToList().ForEach(context.Out.WriteLine);

            return ExitCode.Success;
        });
        return command;
    }

    private static string FindProject(string folder, string? given)
    {
        if (given is not null)
            return File.Exists(Path.GetFullPath(given, folder)) ? Path.GetFullPath(given, folder) : throw new CliException($"There is no project '{given}'.");

        return Directory.GetFiles(folder, "*.csproj") switch
        {
            [var only] => only,
            [] => throw new CliException($"There is no C# project in '{folder}'. Make one first: dotnet new console"),
            _ => throw new CliException($"There are several projects in '{folder}'. Name one with --project."),
        };
    }

    private static async Task<bool> AddPackageAsync(CliContext context, string project, CancellationToken cancellationToken)
    {
        if (Read(project).Descendants().Any(item => item.Name.LocalName == "PackageReference" && (string?)item.Attribute("Include") == Package))
            return false;

        var lines = new List<string>();
        var code = await new DotNetCommand(context).RunAsync(["add", project, "package", Package], lines.Add, cancellationToken).ConfigureAwait(false);
        return code == 0 ? true : throw new CliException($"The package {Package} could not be added:\n{string.Join('\n', lines.Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)))}");
    }

    private static bool AddStep(string project)
    {
        var xml = Read(project);
        if (xml.Descendants().Any(item => item.Name.LocalName == "TangoStep"))
            return false;

        // In the text, so that everything else stays as it is written.
        using var reader = new StreamReader(project, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        var text = reader.ReadToEnd();
        var encoding = reader.CurrentEncoding;
        reader.Close();
        var end = text.LastIndexOf("</Project>", StringComparison.Ordinal);
        if (end < 0)
            throw new CliException($"'{project}' has no end </Project>: it is no project file.");

        var source = Path.Combine(Path.GetDirectoryName(project)!, SourceName);
        if (File.Exists(source))
            throw new CliException($"There is a file '{source}' already. Move it, or declare a first step yourself.");

        File.WriteAllText(source, FirstStep);
        AtomicFile.Write(project, [.. encoding.GetPreamble(), .. encoding.GetBytes(WithFirstItem(text, end))]);
        return true;
    }

    /// <summary>Adds the item of the first step as the last one of a project: with a line before it, one behind it if the project ends so, and the line ends of the project.</summary>
    /// <param name="end">Where the project's end tag is.</param>
    internal static string WithFirstItem(string text, int end)
    {
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var before = text[..end].TrimEnd();
        var gap = text[before.Length..end];
        var item = FirstItem.ReplaceLineEndings(newLine);
        return string.Concat([before, newLine, newLine, item, newLine, gap.Count(character => character == '\n') > 1 ? newLine : "", text[end..]]);
    }

    private static bool Ignore(string root)
    {
        var path = Path.Combine(root, ".gitignore");
        string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        if (lines.Any(line => line.Trim().Trim('/') == Ignored.Trim('/')))
            return false;

        File.AppendAllText(path, (lines.Length > 0 && !File.ReadAllText(path).EndsWith('\n') ? "\n" : "") + Ignored + "\n");
        return true;
    }

    private static XDocument Read(string project)
    {
        try
        {
            return XDocument.Load(project);
        }
        catch (System.Xml.XmlException exception)
        {
            throw new CliException($"'{project}' cannot be read: {exception.Message}");
        }
    }

    private const string FirstItem =
        """
          <ItemGroup>
            <TangoStep Include="hello" Type="Hello" Name="world" />
          </ItemGroup>
        """;

    private const string FirstStep =
        """
        using Tango;

        /// <summary>A first step: edit it, or the item in the project file, and run it again.</summary>
        [Step(Deterministic = true)]
        public sealed class Hello : Step<string>
        {
            public string Run(string name)
            {
                Summary = $"Hello, {name}!";
                return Summary;
            }
        }

        """;
}
