using Tango.IO;

namespace Tango.Diagnostics;

/// <summary>Diagnostics in state files.</summary>
internal static class DiagnosticState
{
    public static void Write(StateWriter writer, Diagnostic diagnostic)
    {
        writer.Write(diagnostic.Code);
        writer.WriteOptional(diagnostic.Subject.File);
        writer.WriteOptional(diagnostic.Subject.Step);
        writer.WriteOptional(diagnostic.Subject.Argument);
        writer.Write(diagnostic.Subject.Occurrence);
        writer.Write(diagnostic.Message);
    }

    public static Diagnostic Read(StateReader reader) => new(
        Descriptors.Find(reader.ReadString()),
        new DiagnosticSubject(reader.ReadOptional(), reader.ReadOptional(), reader.ReadOptional(), reader.ReadInt32()),
        reader.ReadString());
}
