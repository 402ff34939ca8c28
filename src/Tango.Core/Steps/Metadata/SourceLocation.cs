using System.Globalization;
using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>Finds the source position of a method in the assembly's portable symbols. They are read only if there is something to report.</summary>
internal static class SourceLocation
{
    /// <summary>The position as <c>file(line)</c> of the first method that has one; null without symbols.</summary>
    internal static string? Find(AssemblyImage file, IEnumerable<MethodDefinitionHandle> methods)
    {
        try
        {
            using var symbols = file.OpenSymbols();
            return symbols is null ? null : Find(symbols.GetMetadataReader(), methods);
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException)
        {
            // The position is optional: an error in the symbols must not hide the message that it belongs to.
            return null;
        }
    }

    private static string? Find(MetadataReader symbols, IEnumerable<MethodDefinitionHandle> methods)
    {
        foreach (var method in methods)
        {
            foreach (var point in symbols.GetMethodDebugInformation(BodyOf(symbols, method)).GetSequencePoints())
            {
                if (!point.IsHidden)
                {
                    var document = symbols.GetString(symbols.GetDocument(point.Document).Name);
                    return string.Create(CultureInfo.InvariantCulture, $"{document}({point.StartLine})");
                }
            }
        }

        return null;
    }

    // The lines of an async method or iterator are those of its generated state machine.
    private static MethodDefinitionHandle BodyOf(MetadataReader symbols, MethodDefinitionHandle method)
    {
        foreach (var handle in symbols.MethodDebugInformation)
        {
            if (symbols.GetMethodDebugInformation(handle).GetStateMachineKickoffMethod() == method)
                return handle.ToDefinitionHandle();
        }

        return method;
    }
}
