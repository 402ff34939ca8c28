using System.Collections.Immutable;
using Tango.Graph;
using Tango.Identity;

namespace Tango;

/// <summary>The digest of everything a request asks for: when it is the same and no file has changed, so is the answer.</summary>
internal static class RequestDigest
{
    /// <summary>The SHA-256 of a request, 32 bytes.</summary>
    public static byte[] Of(PipelineRequest request)
    {
        var writer = new DigestWriter();
        // Another build of the tool may know better, even under the same version.
        writer.WriteText(typeof(RequestDigest).Module.ModuleVersionId.ToString());
        writer.WriteInteger(StepIdentifier.SchemeVersion);
        writer.WriteText(request.ProjectFile);
        writer.WriteText(request.ProjectDirectory);
        writer.WriteText(request.CacheDirectory);
        writer.WriteInteger((int)request.CodeIdentity);
        writer.WriteInteger(request.CacheOnly ? 1 : 0);
        writer.WriteText(request.Assemblies?.Main ?? "");
        WriteAll(writer, request.Assemblies?.References ?? []);
        WriteAll(writer, request.Assemblies?.DependencyFiles ?? []);
        WriteAll(writer, request.Select);
        WriteAll(writer, request.Force);
        writer.BeginList(request.ReferencedPipelines.Length);
        foreach (var pipeline in request.ReferencedPipelines)
        {
            Write(writer, pipeline);
        }

        writer.BeginList(request.Declarations.Length);
        foreach (var declaration in request.Declarations)
        {
            Write(writer, declaration);
        }

        return writer.Finish();
    }

    private static void WriteAll(DigestWriter writer, ImmutableArray<string> texts)
    {
        writer.BeginList(texts.Length);
        foreach (var text in texts)
        {
            writer.WriteText(text);
        }
    }

    // What became of a step is left out: that it ran in one build and was cached in the next is the same to who takes its result.
    private static void Write(DigestWriter writer, ReferencedPipeline pipeline)
    {
        writer.WriteText(pipeline.ProjectFile);
        writer.WriteText(pipeline.CacheDirectory);
        writer.BeginList(pipeline.Steps.Length);
        foreach (var step in pipeline.Steps)
        {
            writer.WriteText(step.Name);
            writer.WriteText(step.UniqueId);
            writer.WriteText(step.NotKeptBecause ?? "");
        }
    }

    // MSBuild gives metadata in the order of its hash table, which is another one in every process.
    private static void Write(DigestWriter writer, StepDeclaration declaration)
    {
        var values = new DeclaredValue[declaration.Values.Length];
        declaration.Values.CopyTo(values);
        Array.Sort(values, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        writer.WriteText(declaration.Name);
        writer.WriteText(declaration.File ?? "");
        writer.BeginMap(values.Length);
        foreach (var value in values)
        {
            writer.WriteText(value.Name);
            Write(writer, value);
        }
    }

    private static void Write(DigestWriter writer, DeclaredValue value)
    {
        if (value is not DeclaredValue.Text text)
        {
            WriteJson(writer, value);
            return;
        }

        // The parts leave out white space that a parameter of text takes as it is; the text does not tell which separators were escaped.
        writer.WriteText(text.Value);
        if (!text.Parts.IsDefault)
        {
            WriteAll(writer, text.Parts);
        }
    }

    // A method of its own: projects hold only text, and a build with nothing to do shall not load what JSON needs.
    private static void WriteJson(DigestWriter writer, DeclaredValue value)
    {
        if (value is not DeclaredValue.Json json)
        {
            throw new InvalidOperationException("A request holds no objects of the running program.");
        }

        writer.WriteText(json.Value.GetRawText());
    }
}
