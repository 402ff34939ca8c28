using Tango;

// In the project: <TangoStep Include="NAME" Type="Step__1" Text="PATH" />
/// <summary>How many lines a file has.</summary>
[Step(Deterministic = true)]
public sealed class Step__1 : Step<int>
{
    public int Run(InputFile text)
    {
        var lines = text.ReadLines().Count();
        Summary = $"{lines} lines";
        return lines;
    }
}
